import Sockets
import TestSupport
import Testing

struct LingerTests {
  static let encodings: [(Linger, [UInt8])] = [
    (.off, [0, 0, 0, 0, 0, 0, 0, 0]), (.reset, [1, 0, 0, 0, 0, 0, 0, 0]),
    (Linger(isOn: true, seconds: 258), [1, 0, 0, 0, 2, 1, 0, 0]),
  ]

  @Test(arguments: encodings)
  func `linger is two integers`(linger: Linger, bytes: [UInt8]) {
    #expect(SocketOptionCoding.linger.encode(linger) == bytes)
    #expect(unsafe SocketOptionCoding.linger.decode(bytes.span.bytes) == linger)
    let short = Array(bytes.dropLast())
    #expect(unsafe SocketOptionCoding.linger.decode(short.span.bytes) == nil)
  }

  @Test func `closing with a linger of no time resets the connection`() async throws {
    let code = try await onThread {
      let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
      let client = try Socket(.inet, .stream)
      try client.connect(to: listener.localAddress)
      let accepted = try listener.accept()
      try client.set(.linger, to: .reset)
      try client.close()
      return failure { try accepted.socket.receive(atMost: 1) }?.code
    }
    #expect(code == .connectionReset)
  }
}
