public import Sockets

/// A client's connection, in the hands of a handler of a `BlockingServer`.
///
/// It is a byte stream too, so a `BlockingReader` can stand on it. It closes when the handler
/// returns and nothing else holds it.
public final class BlockingConnection: Sendable {
  /// The connection.
  public let socket: Socket
  /// Whose it is; see `AcceptedSocket.peer`.
  public let peer: SocketAddress?
  /// Its number at its server.
  public let id: ConnectionID
  private let drain: DrainFlag

  init(
    _ socket: consuming Socket,
    peer: SocketAddress?,
    id: ConnectionID,
    drain: DrainFlag
  ) {
    self.socket = socket
    self.peer = peer
    self.id = id
    self.drain = drain
  }

  /// Whether the server has been asked to end: finish what you are at, and return.
  public var isDraining: Bool { drain.isSet }

  /// Ends the stream: the peer reads what was sent and then the end.
  ///
  /// What the peer still sends is thrown away, until it ends too or the wait is over: a close with
  /// unread bytes resets the connection, and what was sent last could be lost on its way.
  func end(waiting closingWait: Duration) {
    let end = ContinuousClock.now + closingWait
    try? socket.shutdown(.sending)
    var left = Self.discardBytesMax
    while left > 0, let count = try? discard(until: end), count > 0 {
      left -= count
    }
  }

  private func discard(until end: ContinuousClock.Instant) throws(SocketError) -> Int {
    try socket.setTimeout(max(.zero, end - ContinuousClock.now))
    return try socket.receive(atMost: Self.discardPieceBytes).count
  }

  /// A peer that sends more than this after the end does not listen.
  private static let discardBytesMax = 256 << 10
  private static let discardPieceBytes = 4 << 10
}

extension BlockingConnection: BlockingByteStream {
  /// `receive(into:)` of the socket.
  @available(*, noasync, message: "blocks; use an async server")
  public func read(into buffer: inout OutputRawSpan) throws(SocketError) -> Int {
    try socket.read(into: &buffer)
  }

  /// `sendAll` of the socket.
  @available(*, noasync, message: "blocks; use an async server")
  public func write(_ bytes: RawSpan) throws(SocketError) {
    try socket.write(bytes)
  }

  /// `shutdown(.sending)` of the socket.
  @available(*, noasync, message: "blocks; use an async server")
  public func finishWriting() throws(SocketError) {
    try socket.finishWriting()
  }
}
