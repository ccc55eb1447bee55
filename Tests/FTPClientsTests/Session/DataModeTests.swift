import AsyncSockets
import FTPClients
import SocketAddresses
import TestSupport
import Testing

/// How data connections are agreed on, of both families.
@Suite(.timeLimit(.minutes(5))) struct DataModeTests {
  /// Runs a download in active mode: `script` answers what is announced, up to the transfer.
  private static func download(
    at loopback: SocketAddress = .ipv4(.loopback, port: 0),
    _ change: @escaping (inout FTPClientConfiguration) -> Void = { $0.dataMode = .active },
    _ script: nonisolated(nonsending) @escaping @Sendable (ScriptedServer) async throws -> Void
  ) async throws -> [UInt8] {
    try await ScriptedServer.run(at: loopback) { server in
      try await server.letIn()
      try await script(server)
      try await server.waitForEnd()
    } _: { endpoint, loop in
      var configuration = FTPClientConfiguration()
      change(&configuration)
      let client = try await FTPClient.connect(to: endpoint, configuration, on: loop)
      try await client.logIn(.anonymous)
      let bytes = try await client.contents(of: "a")
      await client.close()
      return bytes
    }
  }

  /// The port in an argument of PORT.
  private static func port(_ line: String) -> UInt16 {
    let numbers = line.split(separator: ",").suffix(2).compactMap { UInt16($0) }
    return numbers.count == 2 ? numbers[0] << 8 | numbers[1] : 0
  }

  /// Connects to a client, and sends what it has asked for.
  private static func send(
    to address: SocketAddress,
    of server: ScriptedServer,
    _ bytes: [UInt8]
  ) async throws {
    let data = try await TCPConnection.connect(to: address)
    try await server.say("150 Here")
    try await data.write(bytes, deadline: .never)
    await data.close()
    try await server.say("226 Done")
  }

  @Test func `PORT does where EPRT is refused`() async throws {
    let bytes = try await Self.download { server in
      let line = try await server.hear()
      try #require(line.hasPrefix("EPRT |1|127.0.0.1|"))
      try await server.say("500 No EPRT")
      let port = Self.port(try await server.hear())
      try await server.say("200 PORT")
      _ = try await server.hear()
      try await Self.send(to: .ipv4(.loopback, port: port), of: server, [1, 2])
    }
    #expect(bytes == [1, 2])
  }

  @Test func `whoever else connects is turned away`() async throws {
    let bytes = try await Self.download { server in
      let parts = try await server.hear().split(separator: "|")
      let address = SocketAddress.ipv4(.loopback, port: try #require(UInt16(parts[3])))
      try await server.say("200 EPRT")
      _ = try await server.hear()
      // Its address is not that of the server.
      let other = SocketAddress.ipv4(IPv4Address(127, 0, 0, 2), port: 0)
      let thief = try await TCPConnection.connect(to: address, from: other)
      try await thief.write([9, 9, 9], deadline: .never)
      try await Self.send(to: address, of: server, [1, 2])
    }
    #expect(bytes == [1, 2])
  }

  @Test(.enabled(if: hasIPv6)) func `EPSV is all that IPv6 has`() async throws {
    let bytes = try await Self.download(at: .ipv6(.loopback, port: 0)) { configuration in
      configuration.usesExtendedPassive = false
    } _: { server in
      let line = try await server.hear()
      try #require(line == "EPSV")
      try await server.say("229 Here (|||\(server.dataPort)|)")
      let data = try await server.acceptData()
      try await server.answer("150 Here")
      try await data.write([1, 2], deadline: .never)
      await data.close()
      try await server.say("226 Done")
    }
    #expect(bytes == [1, 2])
  }

  @Test(.enabled(if: hasIPv6)) func `EPRT names an address of IPv6`() async throws {
    let bytes = try await Self.download(at: .ipv6(.loopback, port: 0)) { server in
      let line = try await server.hear()
      try #require(line.hasPrefix("EPRT |2|::1|"))
      let port = try #require(UInt16(line.split(separator: "|")[3]))
      try await server.say("200 EPRT")
      _ = try await server.hear()
      try await Self.send(to: .ipv6(.loopback, port: port), of: server, [1, 2])
    }
    #expect(bytes == [1, 2])
  }

  /// Whether this machine has IPv6's loopback address.
  private static let hasIPv6 = (try? TCPListener(at: .ipv6(.loopback, port: 0))) != nil
}
