public import SocketAddresses

extension Socket {
  /// A socket that listens at `address`: Python's `create_server`.
  ///
  /// For IP `SO_REUSEADDR` is set, so that a server can start again at once. A Unix path that
  /// exists is not removed: a socket file that another server left must be removed first.
  ///
  /// - Parameters:
  ///   - address: where; port 0 takes a free one, which `localAddress` tells.
  ///   - type: a stream, or another type that listens, such as `.sequencedPacket` for Unix.
  ///   - backlog: as for `listen`.
  ///   - reusePort: lets other servers of the same user share the port, `SO_REUSEPORT`. For IP
  ///     only.
  ///   - dualStack: for an IPv6 address: take IPv4 connections too, as mapped addresses. Without it
  ///     `IPV6_V6ONLY` is set, whatever the system's default is.
  /// - Returns: the listening socket, without a timeout.
  /// - Throws: `.unusableArgument` for `dualStack` with another family; as `bind` and `listen`. The
  ///   address is in the error, and nothing stays open.
  public static func createServer(
    at address: SocketAddress,
    type: SocketType = .stream,
    backlog: Int = Socket.backlogMax,
    reusePort: Bool = false,
    dualStack: Bool = false
  ) throws(SocketError) -> Socket {
    let isIPv6 = address.family == .inet6
    guard isIPv6 || !dualStack else {
      throw SocketError(.unusableArgument, operation: .bind, address: address)
    }
    do throws(SocketError) {
      let socket = try Socket(address.family, type)
      if address.ip != nil { try socket.set(.reuseAddress, to: true) }
      if reusePort { try socket.set(.reusePort, to: true) }
      if isIPv6 { try socket.set(.ipv6Only, to: !dualStack) }
      try socket.bind(to: address)
      try socket.listen(backlog: backlog)
      return socket
    } catch {
      var error = error
      error.address = address
      throw error
    }
  }

  /// Whether one socket can serve IPv6 and IPv4 here: Python's `has_dualstack_ipv6`.
  public static var hasDualStack: Bool {
    do throws(SocketError) {
      let socket = try Socket(.inet6, .stream)
      try socket.set(.ipv6Only, to: false)
      return true
    } catch {
      return false
    }
  }
}
