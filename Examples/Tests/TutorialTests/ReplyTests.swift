import Foundation
import Sockets
import Testing

@Suite struct ReplyTests {
  static let answer = "收到收到 我是地瓜!"

  @Test func `the tutorial's client gets the reply`() async throws {
    try await onThread {
      try Program.reply.serving { server in
        for _ in 0..<2 {
          let ending = try Tutorial.client("reply_client.py", server.port)
          #expect(ending.output == "\(Self.answer)\n")
          #expect(ending.status == 0, "\(ending.errors)")
        }
      }
    }
  }

  @Test func `the tutorial's server replies to our client`() async throws {
    try await onThread {
      try Tutorial.serving("reply_server.py") { server in
        for _ in 0..<2 {
          let ending = try Program.reply.client(server.port)
          #expect(ending.output == "\(Self.answer)\n")
          #expect(ending.status == 0, "\(ending.errors)")
        }
      }
    }
  }

  @Test func `our server replies to our client`() async throws {
    try await onThread {
      try Program.reply.serving { server in
        let ending = try Program.reply.client(server.port)
        #expect(ending.output == "\(Self.answer)\n")
        #expect(ending.errors == "")
        #expect(ending.status == 0)
      }
    }
  }

  /// Its one receive takes some of it; the rest must not turn the close into a reset that loses the
  /// reply on its way.
  @Test func `whatever the message is, its sender gets the whole reply and the end`() async throws {
    let messages = [
      [0], Array("地瓜".utf8.prefix(2)), bytes(1024, seed: 3), bytes(1025, seed: 4),
      bytes(100_000, seed: 5),
    ]
    try await onThread {
      try Program.reply.serving { server in
        for message in messages {
          let client = try Socket.connected(to: server.port)
          try client.sendAll(message)
          let reply = try client.receiveRest()
          #expect(reply == Array(Self.answer.utf8), "after \(message.count) bytes")
        }
      }
    }
  }

  @Test func `who says nothing gets nothing`() async throws {
    try await onThread {
      try Program.reply.serving { server in
        let client = try Socket.connected(to: server.port)
        try client.shutdown(.sending)
        #expect(try client.receiveRest() == [])
      }
    }
  }

  @Test func `a reply in pieces, and one without an end, are printed`() async throws {
    let scripts: [ScriptedServer.Script] = [
      { socket in
        try socket.set(.noDelay, to: true)
        try socket.sendOneByOne(Self.answer)
        try socket.shutdown(.sending)
        socket.drain()
      },
      { socket in
        try socket.sendAll(Self.answer)
        socket.drain()
      },
    ]
    try await onThread {
      for script in scripts {
        let ending = try ScriptedServer.serving([script]) { try Program.reply.client($0) }
        #expect(ending.output == "\(Self.answer)\n")
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }
}
