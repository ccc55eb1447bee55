internal import COpenSSL

/// What a client keeps of a connection, so that the next to the same server needs no new key
/// exchange, and so that the server knows it again.
///
/// The bytes have the session's secrets in them: who has them can read what is resumed with them.
/// They appear in no description.
public struct TLSSession: Sendable {
  /// The name that the server was called by.
  ///
  /// The session is of use for that one alone.
  public let serverName: String

  /// The session (i2d_SSL_SESSION(3)), to be kept as safely as a key.
  public let bytes: [UInt8]

  /// A session that was kept.
  ///
  /// - Parameters:
  ///   - serverName: as `serverName` told.
  ///   - bytes: as `bytes` told; what is no session is found out when it is used.
  public init(serverName: String, bytes: [UInt8]) {
    self.serverName = serverName
    self.bytes = bytes
  }

  /// The session of OpenSSL as bytes; nil for none, or for one that is too large.
  init?(serverName: String, _ session: OpaquePointer?) {
    guard let session = unsafe session else { return nil }
    // SAFETY: the session is the caller's.
    bytes = unsafe encodedBytes(of: { unsafe i2d_SSL_SESSION(session, $0) })
    self.serverName = serverName
    guard !bytes.isEmpty, bytes.count <= TLSLimits.sessionBytesMax else { return nil }
  }

  /// Offers it to the server of a new connection: SSL_set_session(3).
  ///
  /// What is no session, or too
  /// old, is not offered, and the handshake is a full one.
  func offer(in ssl: OpaquePointer) {
    guard let session = unsafe TLSSession.decode(bytes) else { return }
    // SAFETY: the connection takes a share of its own.
    unsafe _ = SSL_set_session(ssl, session)
    unsafe SSL_SESSION_free(session)
    OpenSSLErrors.clear()
  }

  /// A session from its bytes, and a share of it: d2i_SSL_SESSION(3); nil where they are none.
  static func decode(_ bytes: [UInt8]) -> OpaquePointer? {
    guard bytes.count <= TLSLimits.sessionBytesMax else { return nil }
    OpenSSLErrors.clear()
    let session = unsafe bytes.withUnsafeBufferPointer { bytes in
      // SAFETY: OpenSSL reads as many bytes, and moves its own copy of the address.
      var start = bytes.baseAddress
      return unsafe d2i_SSL_SESSION(nil, &start, bytes.count)
    }
    OpenSSLErrors.clear()
    return unsafe session
  }
}

extension TLSSession: CustomStringConvertible {
  /// The server's name; nothing of the secrets.
  public var description: String { "session with \(serverName)" }
}

extension TLSSession: CustomDebugStringConvertible, CustomReflectable {
  /// The same.
  public var debugDescription: String { description }

  /// Nothing: `dump` must not print secrets.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
