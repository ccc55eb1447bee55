public import EventLoops
public import Sockets

extension TCPListener {
  /// Listens once on each loop of a group at the same address, by `SO_REUSEPORT`: the kernel
  /// spreads connections over the loops, and each is served where it was taken.
  ///
  /// With one loop the port is not shared.
  ///
  /// - Parameters:
  ///   - address: port 0 takes a free one, which all share.
  ///   - group: whose loops.
  ///   - backlog: for each; as `Socket.listen`.
  ///   - dualStack: for an IPv6 address: take IPv4 connections too.
  /// - Returns: a listener for each loop, in their order.
  /// - Throws: as `TCPListener.init`; nothing stays open.
  public static func listeners(
    at address: SocketAddress,
    on group: EventLoopGroup,
    backlog: Int = Socket.backlogMax,
    dualStack: Bool = false
  ) throws(SocketError) -> [TCPListener] {
    var listeners: [TCPListener] = []
    var address = address
    for loop in group.loops {
      let listener = try TCPListener(
        at: address,
        backlog: backlog,
        reusePort: group.loops.count > 1,
        dualStack: dualStack,
        on: loop
      )
      address = try listener.localAddress
      listeners.append(listener)
    }
    return listeners
  }
}
