public import SocketAddresses

extension Socket {
  /// A stream socket that listens at `address`: Python's `create_server`.
  ///
  /// `SO_REUSEADDR` is set for IP, so that a server can start again at once. A Unix path is not: a
  /// socket file that another server left must be removed first.
  ///
  /// - Parameters:
  ///   - backlog: as `listen`.
  ///   - reusePort: lets other servers of the same user share the port, `SO_REUSEPORT`.
  ///   - dualStack: for an IPv6 address: take IPv4 connections too, as mapped addresses. Without it
  ///     `IPV6_V6ONLY` is set, whatever the system's default is.
  /// - Throws: `.unusableArgument` for `dualStack` with another family; as `bind` and `listen`, with the
  ///   address. Nothing stays open.
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
