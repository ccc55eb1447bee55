internal import ByteStreams
internal import Framing
public import Logging
internal import Sockets

extension ServerEvent {
  /// Writes the event to a log: what clients do all day at the level `debug`, what a limit has
  /// stopped as `info`, what is wrong with this machine or the server's code as `warning`.
  ///
  /// Metadata have the connection's number (`connection`), the client's address (`peer`) and the
  /// cause (`error`). What clients send is never in them.
  public func log(to logger: Logger) {
    switch self {
    case .opened(let id, let peer):
      logger.debug("connection opened", metadata: Self.metadata(id, peer))
    case .closed(let id, let peer, nil):
      logger.debug("connection closed", metadata: Self.metadata(id, peer))
    case .closed(let id, let peer, let error?):
      let level: Logger.Level = error.isCausedByClient ? .debug : .warning
      logger.log(level: level, "handler failed", metadata: Self.metadata(id, peer, error))
    case .refused(let peer, let reason):
      logger.info("connection refused: \(reason.rawValue)", metadata: Self.metadata(nil, peer))
    case .handshakeFailed(let id, let peer, let error):
      logger.info("handshake failed", metadata: Self.metadata(id, peer, error))
    case .acceptFailed(let error):
      logger.warning("accepting failed", metadata: Self.metadata(nil, error.address, error))
    case .datagramRefused(let sender, let reason):
      logger.info("datagram refused: \(reason.rawValue)", metadata: Self.metadata(nil, sender))
    case .datagramFailed(let sender, let error):
      logger.warning("datagram handler failed", metadata: Self.metadata(nil, sender, error))
    case .receiveFailed(let error):
      logger.warning("receiving failed", metadata: Self.metadata(nil, error.address, error))
    }
  }

  private static func metadata(
    _ id: ConnectionID?,
    _ peer: SocketAddress?,
    _ error: (any Error)? = nil
  ) -> Logger.Metadata {
    var metadata: Logger.Metadata = [:]
    if let id { metadata["connection"] = "\(id)" }
    if let peer { metadata["peer"] = "\(peer)" }
    if let error { metadata["error"] = "\(error)" }
    return metadata
  }
}

extension Error {
  /// Whether it is of the kind that clients and networks cause all day.
  fileprivate var isCausedByClient: Bool {
    switch self {
    // A client that lets its time pass is no fault of the server's.
    case let error as SocketError: error.isOrdinary || error.code == .timedOut
    case let error as any ErrorOverStream: error.streamError?.isCausedByClient ?? true
    default: self is CancellationError
    }
  }
}

/// An error of what reads and writes over a stream: the stream's own, or that its bytes are wrong,
/// which is the client's doing.
private protocol ErrorOverStream: Error {
  /// What the stream has failed with; nil where its bytes are wrong.
  var streamError: (any Error)? { get }
}

extension BufferedReaderError: ErrorOverStream {
  fileprivate var streamError: (any Error)? {
    if case .stream(let error) = self { error } else { nil }
  }
}

extension FrameStreamError: ErrorOverStream {
  fileprivate var streamError: (any Error)? {
    if case .stream(let error) = self { error } else { nil }
  }
}
