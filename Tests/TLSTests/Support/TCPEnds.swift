import AsyncSockets
import EventLoops
import TLS

/// Both ends of an encrypted connection over TCP.
typealias TCPEnds = (client: TLSStream<TCPConnection>, server: TLSStream<TCPConnection>)

extension Ends {
  /// Shakes hands over TCP on the loopback interface, each end on a loop of its own.
  func connectOverTCP(_ loop: EventLoop, _ acceptingLoop: EventLoop) async throws -> TCPEnds {
    let (client, server) = (try TLSClient(client), try TLSServer(server))
    let listener = try TCPListener(at: .ipv4(.loopback, port: 0), on: acceptingLoop)
    let first = try await TCPConnection.connect(to: listener.localAddress, on: loop)
    let second = try await listener.accept()
    await listener.close()
    let name = serverName
    async let connected = client.connect(over: first, serverName: name)
    async let accepted = server.accept(over: second)
    return try await (connected, accepted)
  }
}
