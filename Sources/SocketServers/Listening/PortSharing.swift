internal import SocketAddresses
internal import Sockets

/// How sockets that serve the same port come to it, one on each loop: `SO_REUSEPORT`.
///
/// The kernel lets any socket of the same user join that has the option, also one of another
/// server. So the first one is bound without it, which fails where anybody has the port already,
/// and is given it only then.
enum PortSharing {
  /// Nobody else may have the port.
  case alone
  /// Others will join.
  case first
  /// It joins the first.
  case joining

  /// Opens a socket and binds it.
  ///
  /// - Parameters:
  ///   - type: a stream or datagrams.
  ///   - address: of IPv4 or IPv6; port 0 takes a free one.
  ///   - isDualStack: whether an IPv6 address is for IPv4 as well.
  /// - Returns: the socket, which does not listen yet.
  /// - Throws: as `Socket.bind`, with the address.
  func bind(
    _ type: SocketType,
    at address: SocketAddress,
    isDualStack: Bool
  ) throws(SocketError) -> Socket {
    do throws(SocketError) {
      let socket = try Socket(address.family, type)
      // So that a server can start again at once; for datagrams it would share the port.
      if type.isStream { try socket.set(.reuseAddress, to: true) }
      if address.family == .inet6 { try socket.set(.ipv6Only, to: !isDualStack) }
      if self == .joining { try socket.set(.reusePort, to: true) }
      try socket.bind(to: address)
      if self == .first { try socket.set(.reusePort, to: true) }
      return socket
    } catch {
      var error = error
      error.address = address
      throw error
    }
  }
}
