import Foundation
import Sockets
import Testing

@Suite struct UDPHelloTests {
  @Test func `the tutorial's client is greeted`() async throws {
    try await onThread {
      try Program.udpHello.serving { server in
        let ending = try Tutorial.client("udp_hello_client.py", server.port)
        #expect(ending.output == "Hello, hello!\nHello, world!\n")
        let other = try Tutorial.client("udp_hello_client.py", server.port, ["", "地瓜"])
        #expect(other.output == "Hello, !\nHello, 地瓜!\n")
      }
    }
  }

  @Test func `the tutorial's server greets our client`() async throws {
    try await onThread {
      try Tutorial.serving("udp_hello_server.py") { server in
        let ending = try Program.udpHello.client(server.port, ["hello", "", "地瓜"])
        #expect(ending.output == "Hello, hello!\nHello, !\nHello, 地瓜!\n")
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test func `our server greets our client, for words and for lines`() async throws {
    try await onThread {
      try Program.udpHello.serving { server in
        let words = try Program.udpHello.client(server.port, ["hello", "two words"])
        #expect(words.output == "Hello, hello!\nHello, two words!\n")
        let lines = try Program.udpHello.client(server.port, input: "one\n\n two\n")
        #expect(lines.output == "Hello, one!\nHello, two!\n")
        #expect(words.errors + lines.errors == "")
        #expect((words.status, lines.status) == (0, 0))
      }
    }
  }

  @Test func `any bytes are greeted, up to the largest datagram`() async throws {
    let most = 65_507 - "Hello, !".utf8.count
    try await onThread {
      try Program.udpHello.serving { server in
        let client = try Self.socket(connectedTo: server.port)
        for message in [[], [0], bytes(1100, seed: 6), bytes(most, seed: 7)] {
          try client.send(message)
          let answer = try client.receive(atMost: 1 << 16)
          #expect(answer == Array("Hello, ".utf8) + message + Array("!".utf8))
        }
      }
    }
  }

  @Test func `a datagram whose answer is too large costs nobody else anything`() async throws {
    try await onThread {
      try Program.udpHello.serving { server in
        let client = try Self.socket(connectedTo: server.port)
        try client.send(bytes(65_507, seed: 8))
        try Program.udpHello.exchange(
          with: server.port,
          over: Self.socket(connectedTo: server.port)
        )
        try server.waitForLog("Message too long")
      }
    }
  }

  @Test func `senders that have gone cost nobody else anything`() async throws {
    try await onThread {
      try Program.udpHello.serving { server in
        for _ in 0..<10 { try Self.socket(connectedTo: server.port).send([1]) }
        for _ in 0..<10 {
          try Program.udpHello.exchange(
            with: server.port,
            over: Self.socket(connectedTo: server.port)
          )
        }
      }
    }
  }

  @Test func `no answer is an error after five seconds, or as long as the user says`()
    async throws
  {
    try await onThread {
      let silent = try Socket(.inet, .datagram)
      try silent.bind(to: SocketAddress(.loopback, port: 0))
      let port = try #require(try silent.localAddress.port)
      let began = ContinuousClock.now
      let ending = try Program.udpHello.client(port, ["hello"])
      #expect(ContinuousClock.now - began >= .seconds(5))
      #expect(ending.errors == "udp-hello: receive: timed out\n")
      #expect(ending.output == "")
      #expect(ending.status == 1)
      let hasty = try Program.udpHello.client(port, ["--patience", "0.1", "hello"])
      #expect(hasty.errors == "udp-hello: receive: timed out\n")
    }
  }

  @Test func `a port that nobody has is an error at once`() async throws {
    try await onThread {
      let socket = try Socket(.inet, .datagram)
      try socket.bind(to: SocketAddress(.loopback, port: 0))
      let port = try #require(try socket.localAddress.port)
      try socket.close()
      let ending = try Program.udpHello.client(port, ["hello"])
      #expect(ending.errors == "udp-hello: receive: Connection refused\n")
      #expect(ending.status == 1)
    }
  }

  private static func socket(connectedTo port: UInt16) throws -> Socket {
    let socket = try Socket(.inet, .datagram)
    try socket.connect(to: SocketAddress(.loopback, port: port))
    try socket.setTimeout(Patience.duration)
    return socket
  }
}
