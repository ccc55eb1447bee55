import Sockets
import SystemCalls
import TestSupport
import Testing

struct SocketCreateServerTests {
  @Test func `a server listens at a free port and may start again at once`() throws {
    let server = try Socket.createServer(at: .ipv4(.loopback, port: 0), backlog: 9)
    #expect(try server.localAddress.ip == .v4(.loopback))
    #expect(try server.localAddress.port != 0)
    #expect(try server[.acceptsConnections])
    #expect(try server[.reuseAddress])
    #expect(try !server[.reusePort])
    #expect(try server[.information].selectivelyAcknowledgedSegmentCount == 9)
    #expect(server.timeout == nil)
  }

  @Test func `a server starts again while old connections linger`() async throws {
    let codes = try await onThread { () -> [SocketError.Code?] in
      var address = SocketAddress.ipv4(.loopback, port: 0)
      do {
        let server = try Socket.createServer(at: address)
        address = try server.localAddress
        let client = try Socket(.inet, .stream)
        try client.connect(to: address)
        let connection = try server.accept().socket
        // The side that ends first keeps the address.
        try connection.close()
        _ = try client.receive(atMost: 1)
      }
      let plain = try Socket(.inet, .stream)
      let refusal = failure { try plain.bind(to: address) }
      return [refusal?.code, failure { try Socket.createServer(at: address) }?.code]
    }
    #expect(codes == [.addressInUse, nil])
  }

  @Test func `an address that another server has is in the error`() throws {
    let first = try Socket.createServer(at: .ipv4(.loopback, port: 0))
    let address = try first.localAddress
    var error: SocketError?
    let record = FakeKernel.run([]) {
      error = failure { try Socket.createServer(at: address) }
    }
    #expect(error?.code == .addressInUse)
    #expect(error?.address == address)
    #expect(error?.description == "bind to \(address): Address already in use")
    #expect(record[.close] == 1)
  }

  @Test func `servers that all agree share a port`() throws {
    let first = try Socket.createServer(at: .ipv4(.loopback, port: 0), reusePort: true)
    let address = try first.localAddress
    let second = try Socket.createServer(at: address, reusePort: true)
    #expect(try second.localAddress == address)
    let third = failure { try Socket.createServer(at: address) }
    #expect(third?.code == .addressInUse)
  }

  @Test(.needs(.ipv6Loopback))
  func `an IPv6 server is for IPv6 alone unless asked`() throws {
    let server = try Socket.createServer(at: .ipv6(.loopback, port: 0))
    #expect(try server[.ipv6Only])
    #expect(try server[.reuseAddress])
    let dual = try Socket.createServer(at: .ipv6(.any, port: 0), dualStack: true)
    #expect(try !dual[.ipv6Only])
  }

  @Test(.needs(.ipv6Loopback))
  func `a dual stack server takes both`() async throws {
    let peers = try await onThread { () -> [IPAddress?] in
      let server = try Socket.createServer(at: .ipv6(.any, port: 0), dualStack: true)
      let port = try server.localAddress.port ?? 0
      let first = try Socket(.inet, .stream)
      try first.connect(to: .ipv4(.loopback, port: port))
      let second = try Socket(.inet6, .stream)
      try second.connect(to: .ipv6(.loopback, port: port))
      return [try server.accept().peer?.ip, try server.accept().peer?.ip]
    }
    #expect(peers == [.v6(IPv4Address.loopback.mappedToIPv6), .v6(.loopback)])
  }

  @Test(.needs(.ipv6Loopback))
  func `an IPv6 server leaves the port to an IPv4 one`() throws {
    let ports = try TwoPorts.reserved()
    let port = ports.port
    let ipv4 = ports.withoutIPv6()
    let dual = failure { try Socket.createServer(at: .ipv6(.any, port: port), dualStack: true) }
    #expect(dual?.code == .addressInUse)
    let server = try Socket.createServer(at: .ipv6(.any, port: port))
    #expect(try server.localAddress.port == ipv4.localAddress.port)
  }

  static let notIPv6: [SocketAddress] = [
    .ipv4(.any, port: 0), SocketAddress(.unnamed), .noPeer,
  ]

  @Test(arguments: notIPv6)
  func `dual stack is refused for another family`(address: SocketAddress) throws {
    var error: SocketError?
    let record = FakeKernel.run([]) {
      error = failure { try Socket.createServer(at: address, dualStack: true) }
    }
    #expect(error?.code == .unusableArgument)
    #expect(error?.address == address)
    #expect(record[.socket] == 0)
  }

  @Test func `a Unix server keeps its path`() async throws {
    try await temporaryDirectory { directory in
      let address = try SocketAddress.unix(path: directory + "/server")
      let codes = try {
        var codes: [SocketError.Code?] = []
        do {
          let server = try Socket.createServer(at: address)
          #expect(try server.localAddress == address)
          codes.append(failure { try Socket.createServer(at: address) }?.code)
        }
        codes.append(failure { try Socket.createServer(at: address) }?.code)
        return codes
      }()
      #expect(codes == [.addressInUse, .addressInUse])
    }
  }

  @Test(.needs(.unixSequencedPackets))
  func `a Unix server may be of sequenced packets`() throws {
    let server = try Socket.createServer(at: SocketAddress(.unnamed), type: .sequencedPacket)
    #expect(server.type == .sequencedPacket)
    let client = try Socket(.unix, .sequencedPacket)
    try client.connect(to: server.localAddress)
    #expect(try server.accept().peer == SocketAddress(.unnamed))
  }

  @Test func `a type that cannot listen is told with the address`() throws {
    let address = SocketAddress.ipv4(.loopback, port: 0)
    var error: SocketError?
    let record = FakeKernel.run([]) {
      error = failure { try Socket.createServer(at: address, type: .datagram) }
    }
    #expect(error?.code == .notSupported)
    #expect(error?.operation == .listen)
    #expect(error?.address == address)
    #expect(record[.close] == 1)
  }

  /// A call that fails on its way, at which turn, and what was asked then.
  static let failures: [(SystemCall, Int, String, Int)] = [
    (.socket, 1, "open socket", 0), (.setsockopt, 1, "set option SO_REUSEADDR", 1),
    (.setsockopt, 2, "set option SO_REUSEPORT", 1), (.bind, 1, "bind to", 1),
    (.listen, 1, "listen", 1),
  ]

  @Test(arguments: failures)
  func `whatever fails is told with the address and nothing stays open`(
    call: SystemCall,
    turn: Int,
    operation: String,
    closes: Int
  ) {
    let address = SocketAddress.ipv4(.loopback, port: 0)
    var error: SocketError?
    let record = FakeKernel.run([.init(call, turns: turn...turn, .failure(.noMemory))]) {
      error = failure { try Socket.createServer(at: address, reusePort: true) }
    }
    #expect(error?.code == .noMemory)
    #expect(error?.operation.rawValue == operation)
    #expect(error?.address == address)
    #expect(record[.close] == closes)
  }

  @Test(.needs(.ipv6Loopback))
  func `whether there is a dual stack is found out by trying`() {
    #expect(Socket.hasDualStack)
    var withoutIPv6 = true
    var withoutOption = true
    FakeKernel.run([.init(.socket, .failure(.notSupported))]) {
      withoutIPv6 = Socket.hasDualStack
    }
    let record = FakeKernel.run([.init(.setsockopt, .failure(.invalidArgument))]) {
      withoutOption = Socket.hasDualStack
    }
    #expect(!withoutIPv6)
    #expect(!withoutOption)
    #expect(record[.close] == 1)
  }
}
