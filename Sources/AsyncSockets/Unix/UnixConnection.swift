public import EventLoops
public import Sockets

// SAFETY: nothing is added to what the base class has.
/// A connection over a Unix socket, on an event loop: `SOCK_STREAM` of unix(7).
///
/// It carries descriptors too: `sendDescriptors`, `receiveDescriptors`.
public final class UnixConnection: StreamConnection, UsableConnection, @unchecked Sendable {
  /// Takes over a connected socket, which becomes non-blocking: fcntl(2) `O_NONBLOCK`.
  ///
  /// - Parameters:
  ///   - socket: a Unix stream. Where this throws it is closed.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: `.unusableArgument` for another kind of socket.
  public init(adopting socket: consuming Socket, on loop: EventLoop? = nil) throws(SocketError) {
    guard socket.family == .unix, socket.type.isStream else {
      throw SocketError(.unusableArgument, operation: .adopt)
    }
    try super.init(socket, on: loop)
  }

  override init(_ accepted: consuming AcceptedSocket, on loop: EventLoop) {
    super.init(accepted, on: loop)
  }

  /// Connects to a Unix socket: connect(2).
  ///
  /// - Parameters:
  ///   - address: the listener's.
  ///   - source: the connection's own address; nil leaves it unnamed.
  ///   - deadline: when it gives up.
  ///   - loop: where the connection lives; nil is the current loop, or one of the shared ones.
  /// - Returns: the connection.
  /// - Throws: `.noSuchFile`, `.connectionRefused` where nobody listens; `.wouldBlock` where the
  ///   listener's queue is full, as the kernel has no way to wait for that; `.timedOut`,
  ///   `.cancelled`. Nothing stays open.
  public static func connect(
    to address: UnixAddress,
    from source: UnixAddress? = nil,
    deadline: Deadline = .never,
    on loop: EventLoop? = nil
  ) async throws(SocketError) -> UnixConnection {
    let socket = try Socket(.unix, .stream)
    if let source { try socket.bind(to: SocketAddress(source)) }
    let connection = try UnixConnection(adopting: socket, on: loop)
    try await connection.core.connect(to: SocketAddress(address), until: deadline)
    return connection
  }

  /// Two connections that are connected to each other: socketpair(2).
  ///
  /// - Parameter loop: where both live; nil is the current loop, or one of the shared ones.
  /// - Returns: the two ends.
  /// - Throws: `.tooManyOpenFiles`.
  public static func pair(
    on loop: EventLoop? = nil
  ) throws(SocketError) -> (first: UnixConnection, second: UnixConnection) {
    let ends = try Socket.pair(.stream)
    return (
      try UnixConnection(adopting: ends.first, on: loop),
      try UnixConnection(adopting: ends.second, on: loop)
    )
  }
}
