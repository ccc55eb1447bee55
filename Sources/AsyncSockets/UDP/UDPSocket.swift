public import EventLoops
public import Sockets

// SAFETY: nothing is added to what the base class has.
/// A UDP socket on an event loop: `SOCK_DGRAM` of IPv4 or IPv6, udp(7).
///
///     let socket = try UDPSocket(at: .ipv4(.loopback, port: 7))
///     while true {
///       let (bytes, sender) = try await socket.receiveFrom(atMost: 65_535)
///       if let sender { try await socket.send(bytes, to: sender) }
///     }
///
/// Its calls are those of `SocketCalls`: each takes or gives one datagram, whole. An empty datagram
/// is one as well, and never the end of anything.
public final class UDPSocket: SocketHandle, SocketCalls, UsableConnection, @unchecked Sendable {
  /// The largest datagram that IP carries, in bytes.
  public static let datagramBytesMax = 65_535

  /// A socket that receives at `address`.
  ///
  /// - Parameters:
  ///   - address: port 0 takes a free one, which `localAddress` tells.
  ///   - reusePort: lets other sockets of the same user share the port, `SO_REUSEPORT`: each sender
  ///     reaches one of them.
  ///   - dualStack: for an IPv6 address: take IPv4 datagrams too. Without it `IPV6_V6ONLY` is set.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: as `Socket.bind`; `.unusableArgument` for `dualStack` with IPv4.
  public init(
    at address: SocketAddress,
    reusePort: Bool = false,
    dualStack: Bool = false,
    on loop: EventLoop? = nil
  ) throws(SocketError) {
    guard address.family == .inet6 || !dualStack else {
      throw SocketError(.unusableArgument, operation: .bind, address: address)
    }
    let socket = try Socket(address.family, .datagram)
    if reusePort { try socket.set(.reusePort, to: true) }
    if address.family == .inet6 { try socket.set(.ipv6Only, to: !dualStack) }
    try socket.bind(to: address)
    try super.init(socket, on: loop)
  }

  /// A socket that sends, from whatever port the kernel chooses at the first send.
  ///
  /// - Parameters:
  ///   - family: `.inet` or `.inet6`.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: as `Socket.init`.
  public init(_ family: AddressFamily, on loop: EventLoop? = nil) throws(SocketError) {
    try super.init(Socket(family, .datagram), on: loop)
  }

  /// Takes over a socket, which becomes non-blocking: fcntl(2) `O_NONBLOCK`.
  ///
  /// - Parameters:
  ///   - socket: of datagrams. Where this throws it is closed.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: `.unusableArgument` for a socket of another type.
  public init(adopting socket: consuming Socket, on loop: EventLoop? = nil) throws(SocketError) {
    guard socket.type == .datagram else {
      throw SocketError(.unusableArgument, operation: .adopt)
    }
    try super.init(socket, on: loop)
  }

  /// Sets where `send` sends and from where `receive` takes: connect(2), which for UDP waits for
  /// nothing.
  ///
  /// `.noPeer` undoes it.
  ///
  /// What an earlier datagram met with is told by later calls then, such as `.connectionRefused`.
  ///
  /// - Parameter address: the peer's, of the socket's family.
  /// - Throws: as `Socket.connect`; `.closed`.
  public func connect(to address: SocketAddress) throws(SocketError) {
    try core.connectDatagrams(to: address)
  }
}
