public import EventLoops
public import Sockets

// SAFETY: nothing is added to what the base class has.
/// A Unix socket of datagrams, on an event loop: `SOCK_DGRAM` of unix(7).
///
/// Its calls are those of `SocketCalls`. Datagrams arrive whole, in order, and are not lost: a
/// receiver whose queue is full makes senders wait.
public final class UnixDatagram: SocketHandle, SocketCalls, UsableConnection, @unchecked Sendable {
  /// A socket that receives at `address`.
  ///
  /// The file of a path stays in the file system after the close.
  ///
  /// - Parameters:
  ///   - address: nil leaves it unnamed: nobody can send to it, and answers do not reach it. To be
  ///     answered, give `UnixAddress.unnamed`, for which the kernel chooses an abstract name.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: as `Socket.bind`.
  public init(at address: UnixAddress? = nil, on loop: EventLoop? = nil) throws(SocketError) {
    let socket = try Socket(.unix, .datagram)
    if let address { try socket.bind(to: SocketAddress(address)) }
    try super.init(socket, on: loop)
  }

  /// Takes over a socket, which becomes non-blocking: fcntl(2) `O_NONBLOCK`.
  ///
  /// - Parameters:
  ///   - socket: of Unix datagrams. Where this throws it is closed.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: `.unusableArgument` for another kind of socket.
  public init(adopting socket: consuming Socket, on loop: EventLoop? = nil) throws(SocketError) {
    guard socket.family == .unix, socket.type == .datagram else {
      throw SocketError(.unusableArgument, operation: .adopt)
    }
    try super.init(socket, on: loop)
  }

  /// Sets where `send` sends and from where `receive` takes: connect(2), which waits for nothing.
  ///
  /// - Parameter address: the peer's.
  /// - Throws: `.noSuchFile`, `.connectionRefused` where nobody receives there; `.closed`.
  public func connect(to address: UnixAddress) throws(SocketError) {
    try core.connectDatagrams(to: SocketAddress(address))
  }
}
