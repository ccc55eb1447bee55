package import AsyncSockets
package import EventLoops
package import SocketAddresses
package import Sockets

/// One of the addresses that an endpoint stands for, to be bound once on each loop.
package struct IPBinding: Sendable {
  /// Where.
  package let address: SocketAddress
  /// Whether it takes IPv4 as well: where the user has written `[::]`, and not where both wildcards
  /// were found for a name.
  package let isDualStack: Bool

  /// One address.
  package init(address: SocketAddress, isDualStack: Bool = false) {
    self.address = address
    self.isDualStack = isDualStack
  }

  /// Looks up all addresses of an endpoint, each once.
  ///
  /// - Throws: as `AsyncResolver.addresses(of:type:flags:)`.
  package static func all(
    of endpoint: Endpoint,
    _ type: SocketType
  ) async throws(SocketError) -> [IPBinding] {
    if let address = endpoint.address {
      return [IPBinding(address: address, isDualStack: address.ip == .v6(.any))]
    }
    let found = try await AsyncResolver.shared.addresses(of: endpoint, type: type, flags: .passive)
    var bindings: [IPBinding] = []
    for address in found.map(\.address) where !bindings.contains(where: { $0.address == address }) {
      bindings.append(IPBinding(address: address, isDualStack: false))
    }
    return bindings
  }

  /// Listens on each loop at the same port: the kernel spreads connections over them.
  ///
  /// - Throws: as `PortSharing.bind` and `Socket.listen`; nothing stays open.
  package func listen(
    on loops: [EventLoop],
    backlog: Int = Socket.backlogMax
  ) throws(SocketError) -> [TCPListener] {
    try bindEach(loops) { address, sharing, loop throws(SocketError) in
      let socket = try sharing.bind(.stream, at: address, isDualStack: isDualStack)
      try socket.set(.noDelay, to: true)
      try socket.listen(backlog: backlog)
      return try TCPListener(adopting: socket, on: loop)
    }
  }

  /// Receives datagrams on each loop at the same port: each sender reaches one of them.
  ///
  /// - Throws: as `PortSharing.bind`; nothing stays open.
  package func receive(on loops: [EventLoop]) throws(SocketError) -> [UDPSocket] {
    try bindEach(loops) { address, sharing, loop throws(SocketError) in
      let socket = try sharing.bind(.datagram, at: address, isDualStack: isDualStack)
      return try UDPSocket(adopting: socket, on: loop)
    }
  }

  private func bindEach<Bound: SocketHandle>(
    _ loops: [EventLoop],
    _ bind: (SocketAddress, PortSharing, EventLoop) throws(SocketError) -> Bound
  ) throws(SocketError) -> [Bound] {
    var sockets: [Bound] = []
    var address = address
    for loop in loops {
      let first: PortSharing = loops.count > 1 ? .first : .alone
      let socket = try bind(address, sockets.isEmpty ? first : .joining, loop)
      // Where any port would do, the others take the one that the first has found.
      address = try socket.localAddress
      sockets.append(socket)
    }
    return sockets
  }
}
