public import EventLoops
public import Sockets

extension TCPConnection {
  /// Connects to an address: connect(2).
  ///
  /// - Parameters:
  ///   - address: the peer's, of IPv4 or IPv6.
  ///   - source: the address to connect from, of the same family; nil leaves it to the kernel.
  ///   - deadline: when it gives up.
  ///   - loop: where the connection lives; nil is the current loop, or one of the shared ones.
  /// - Returns: the connection.
  /// - Throws: as `Socket.connect`, with the address; `.timedOut`, `.cancelled`. Nothing stays
  ///   open.
  public static func connect(
    to address: SocketAddress,
    from source: SocketAddress? = nil,
    deadline: Deadline = .never,
    on loop: EventLoop? = nil
  ) async throws(SocketError) -> TCPConnection {
    do throws(SocketError) {
      let socket = try Socket(address.family, .stream)
      try socket.set(.noDelay, to: true)
      if let source { try socket.bind(to: source) }
      let connection = try TCPConnection(adopting: socket, on: loop)
      try await connection.core.connect(to: address, until: deadline)
      return connection
    } catch {
      var error = error
      error.address = error.address ?? address
      throw error
    }
  }

  /// Connects to an endpoint by name: Happy Eyeballs version 2, RFC 8305.
  ///
  /// IPv6 and IPv4 addresses are looked up at the same time and tried in turns, IPv6 first; an
  /// attempt that takes longer than 250 ms gets another one beside it, and the first that connects
  /// is taken. An empty host is this machine.
  ///
  /// - Parameters:
  ///   - endpoint: where to; a host that is an address is not looked up.
  ///   - source: the address to connect from; addresses of the other family then fail. Nil leaves
  ///     it to the kernel.
  ///   - deadline: when it gives up, look-ups included.
  ///   - loop: where the connection lives; nil is the current loop, or one of the shared ones.
  /// - Returns: the connection.
  /// - Throws: the last attempt's error with `endpoint` set and every attempt's own in `attempts`;
  ///   an error of the resolver; `.timedOut`, `.cancelled`. Nothing stays open.
  public static func connect(
    to endpoint: Endpoint,
    from source: SocketAddress? = nil,
    deadline: Deadline = .never,
    on loop: EventLoop? = nil
  ) async throws(SocketError) -> TCPConnection {
    if let address = endpoint.address {
      return try await connect(to: address, from: source, deadline: deadline, on: loop)
    }
    return try await EndpointConnector(
      endpoint: endpoint,
      source: source,
      deadline: deadline,
      loop: loop ?? EventLoopGroup.shared.currentOrNext(),
      resolver: .shared,
      timing: HappyEyeballsTiming()
    ).connect()
  }
}
