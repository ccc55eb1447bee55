/// Why a call of an encrypted stream, or a handshake, has failed.
public enum TLSError: Error {
  /// The stream below has failed, with its own error.
  case transport(any Error)
  /// The stream below has ended without the peer's `close_notify`: somebody may have cut the data.
  ///
  /// All that had come was given before. Not every program says good-bye: whether what has come is
  /// whole, the protocol above must know then.
  case truncated
  /// Another read is under way where this was a read, or another write where this was a write.
  case busy
  /// This end was closed.
  case closed
  /// The writing half of this end was ended.
  case finished
  /// An earlier write was cut off in the middle of a record, as by a cancellation, so that the peer
  /// could make nothing of what would follow.
  case writingCut
  /// Bytes had come before the handshake, and would have been taken for encrypted ones.
  ///
  /// Who is between two ends that begin TLS in mid-stream can put such bytes there ("STARTTLS
  /// injection", CVE-2011-0411).
  case unexpectedBytes(count: Int)
  /// The peer's certificate is not to be trusted.
  case certificate(TLSCertificateFault)
  /// The handshake has failed, or what came later is no TLS.
  case handshake(TLSHandshakeFault)
  /// The peer has refused, and says why.
  case refused(TLSAlert)
}

extension TLSError {
  /// The error of the stream below, where that is the cause.
  ///
  ///     catch { if error.transportError as? SocketError … }
  public var transportError: (any Error)? {
    if case .transport(let error) = self { error } else { nil }
  }
}

extension TLSError: CustomStringConvertible {
  /// One line: `TLS: the certificate has expired on 2024-05-01`.
  public var description: String {
    switch self {
    case .transport(let error): "\(error)"
    default: "TLS: \(cause)"
    }
  }

  private var cause: String {
    switch self {
    case .transport(let error): "\(error)"
    case .truncated: "the connection has ended without close_notify"
    case .busy: "busy"
    case .closed: "closed"
    case .finished: "writing has ended"
    case .writingCut: "an earlier write was cut off"
    case .unexpectedBytes(let count): "\(count) bytes came before the handshake"
    case .certificate(let fault): fault.description
    case .handshake(let fault): fault.description
    case .refused(let alert): "the peer refuses: \(alert)"
    }
  }
}
