import AsyncSockets
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct UDPSocketTests {
  private static let loopback = SocketAddress.ipv4(.loopback, port: 0)

  @Test func `datagrams are echoed whole, empty ones too`() async throws {
    try await withLoops { loops in
      let server = try UDPSocket(at: Self.loopback, on: loops[0])
      let client = try UDPSocket(.inet, on: loops[0])
      let address = try server.localAddress
      for datagram in [[], [1], [UInt8].counting(60_000), [], [2, 3]] as [[UInt8]] {
        #expect(try await client.send(datagram, to: address) == datagram.count)
        let (bytes, sender) = try await server.receiveFrom(atMost: UDPSocket.datagramBytesMax)
        #expect(bytes == datagram)
        try await server.send(bytes, to: #require(sender))
        #expect(try await client.receive(atMost: UDPSocket.datagramBytesMax) == datagram)
      }
      await server.close()
      await client.close()
    }
  }

  @Test func `a connected socket hears from its peer alone, and of refusals`() async throws {
    try await withLoops { loops in
      let server = try UDPSocket(at: Self.loopback, on: loops[0])
      let client = try UDPSocket(at: Self.loopback, on: loops[0])
      let stranger = try UDPSocket(.inet, on: loops[0])
      try client.connect(to: server.localAddress)
      #expect(try client.peerAddress == server.localAddress)
      try await stranger.send([1], to: client.localAddress)
      try await server.send([2], to: client.localAddress)
      #expect(try await client.receive(atMost: 9) == [2])
      await server.close()
      try await client.send([3])
      await expect(.connectionRefused, .receive) {
        _ = try await client.receive(atMost: 9, deadline: .after(.seconds(10)))
      }
      try client.connect(to: .noPeer)
      await expect(.notConnected, .peerAddress) { _ = try client.peerAddress }
      // With its peer the kernel has taken its port from it: a send gives it another.
      let other = try UDPSocket(at: Self.loopback, on: loops[0])
      try await client.send([4], to: other.localAddress)
      try await stranger.send([5], to: client.localAddress.withLoopback)
      #expect(try await client.receive(atMost: 9) == [5])
      await other.close()
      await client.close()
      await stranger.close()
    }
  }

  @Test(.needs(.ipv6Loopback))
  func `a socket of both families hears both, and one of IPv6 not`() async throws {
    try await withLoops { loops in
      let any = SocketAddress.ipv6(.any, port: 0)
      let both = try UDPSocket(at: any, dualStack: true, on: loops[0])
      let port = try #require(try both.localAddress.port)
      let client = try UDPSocket(.inet, on: loops[0])
      try await client.send([1], to: .ipv4(.loopback, port: port))
      let (bytes, sender) = try await both.receiveFrom(atMost: 9)
      #expect(bytes == [1])
      #expect(sender?.family == .inet6)
      let one = try UDPSocket(at: any, on: loops[0])
      #expect(try one[.ipv6Only])
      await expect(.unusableArgument, .bind) {
        _ = try UDPSocket(at: Self.loopback, dualStack: true, on: loops[0])
      }
      for handle in [both, client, one] { await handle.close() }
    }
  }

  @Test func `sockets that share a port each get what is sent to it`() async throws {
    try await withLoops { loops in
      let first = try UDPSocket(at: Self.loopback, reusePort: true, on: loops[0])
      let address = try first.localAddress
      let second = try UDPSocket(at: address, reusePort: true, on: loops[0])
      await expect(.addressInUse, .bind) { _ = try UDPSocket(at: address, on: loops[0]) }
      for number in UInt8(0)..<64 {
        let client = try UDPSocket(.inet, on: loops[0])
        try await client.send([number], to: address)
        await client.close()
      }
      let received = try await [receiveAll(first), receiveAll(second)]
      #expect(received.allSatisfy { !$0.isEmpty })
      #expect(received.joined().sorted() == Array(0..<64))
      await first.close()
      await second.close()
    }
  }

  /// What has arrived, without waiting.
  private func receiveAll(_ socket: UDPSocket) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    do throws(SocketError) {
      while true { bytes += try await socket.receive(atMost: 9, deadline: .after(.zero)) }
    } catch {
      #expect(error.code == .timedOut)
    }
    return bytes
  }

  @Test func `a message tells at which address it arrived`() async throws {
    try await withLoops { loops in
      let server = try UDPSocket(at: .ipv4(.any, port: 0), on: loops[0])
      try server.set(.receivesPacketInformation, to: true)
      let client = try UDPSocket(.inet, on: loops[0])
      let port = try #require(try server.localAddress.port)
      try await client.send([1, 2, 3], to: .ipv4(.loopback, port: port))
      var control = ControlBuffer(capacity: 64)
      let (bytes, message) = try await server.receiveMessage(atMost: 2, control: &control)
      #expect(bytes == [1, 2])
      #expect(message.flags.contains(.truncated))
      #expect(control.messages.compactMap(\.packetInformation).first?.address == .v4(.loopback))
      await server.close()
      await client.close()
    }
  }

  @Test func `a datagram that is too long is refused`() async throws {
    try await withLoops { loops in
      let client = try UDPSocket(.inet, on: loops[0])
      let bytes = [UInt8](repeating: 0, count: UDPSocket.datagramBytesMax)
      let error = await expect(.messageTooLong, .send) {
        try await client.send(bytes, to: .ipv4(.loopback, port: 9))
      }
      #expect(error?.address == .ipv4(.loopback, port: 9))
      await client.close()
    }
  }

  @Test func `a stream is refused`() async throws {
    try await withLoops { loops in
      await expect(.unusableArgument, .adopt) {
        _ = try UDPSocket(adopting: Socket(.inet, .stream), on: loops[0])
      }
    }
  }
}

extension SocketAddress {
  /// The same port on the loopback interface.
  fileprivate var withLoopback: SocketAddress {
    .ipv4(.loopback, port: port ?? 0)
  }
}
