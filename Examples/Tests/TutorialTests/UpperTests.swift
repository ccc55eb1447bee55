import Foundation
import Sockets
import Testing

@Suite struct UpperTests {
  @Test(arguments: ["once", "sequential", "threads"])
  func `the tutorial's client is answered in every mode`(_ mode: String) async throws {
    try await onThread {
      try Program.upper.serving(["--mode", mode]) { server in
        let ending = try Tutorial.client("upper_client.py", server.port, ["one", "straße 地瓜"])
        #expect(ending.output == "Received ONE\nReceived STRAßE 地瓜\n")
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test(arguments: ["upper_server.py", "upper_sequential_server.py", "upper_threading_server.py"])
  func `the tutorial's servers answer our client`(_ name: String) async throws {
    try await onThread {
      try Tutorial.serving(name) { server in
        let ending = try Program.upper.client(server.port, ["one", "straße 地瓜"])
        #expect(ending.output == "ONE\nSTRAßE 地瓜\n")
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test func `lines of input are texts, blank ones are passed over, and the end leaves`()
    async throws
  {
    try await onThread {
      try Program.upper.serving { server in
        let ending = try Program.upper.client(server.port, input: "one\n\n   \n  two \nthree")
        #expect(ending.output == "ONE\nTWO\nTHREE\n")
        #expect(ending.errors == "")
        #expect(ending.status == 0)
      }
    }
  }

  @Test func `an empty argument is passed over`() async throws {
    try await onThread {
      try Program.upper.serving { server in
        #expect(try Program.upper.client(server.port, ["one", "", "two"]).output == "ONE\nTWO\n")
        let ending = try Program.upper.client(server.port, [""])
        #expect(ending.output == "")
        #expect(ending.status == 0)
      }
    }
  }

  @Test func `a text larger than every buffer comes back whole`() async throws {
    try await onThread {
      let line = String(repeating: "0123456789abcdef", count: 1 << 19)
      try Program.upper.serving { server in
        let ending = try Program.upper.client(server.port, input: line)
        let isWhole = ending.output == line.uppercased() + "\n"
        #expect(isWhole, "\(ending.output.count) of \(line.count) characters")
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test func `bytes are answered as they come, together, one by one and in any value`()
    async throws
  {
    try await onThread {
      try Program.upper.serving { server in
        let client = try Socket.connected(to: server.port)
        try client.sendAll("abc")
        try client.sendAll("def")
        #expect(try client.receiveText(6) == "ABCDEF")
        try client.sendOneByOne("地瓜 potato")
        #expect(try client.receiveText(like: "地瓜 potato") == "地瓜 POTATO")
        try client.sendAll(Array(0...255))
        try client.shutdown(.sending)
        let lower = UInt8(ascii: "a")...UInt8(ascii: "z")
        #expect(try client.receiveRest() == (0...255).map { lower ~= $0 ? $0 - 32 : $0 })
      }
    }
  }

  @Test func `fifty clients at once each get their own answers`() async throws {
    try await onThread {
      try Program.upper.serving { server in
        let port = server.port
        try concurrently(50) { index in
          let client = try Socket.connected(to: port)
          for turn in 0..<20 {
            let text = "client \(index), turn \(turn)"
            try client.sendAll(text)
            try require(client.receiveText(like: text), is: text.uppercased(), "answer")
          }
        }
      }
    }
  }

  @Test func `one client after another: the second waits and is then served`() async throws {
    try await onThread {
      try Program.upper.serving(["--mode", "sequential"]) { server in
        let first = try Socket.connected(to: server.port)
        try first.sendAll("first")
        #expect(try first.receiveText(5) == "FIRST")
        let second = try Socket.connected(to: server.port)
        try second.sendAll("second")
        #expect(try second.wait(for: .receiving, timeout: .milliseconds(300)) == [])
        try first.sendAll("still")
        #expect(try first.receiveText(5) == "STILL")
        try first.close()
        #expect(try second.receiveText(6) == "SECOND")
      }
    }
  }

  @Test func `many at the same time: the second is served beside the first`() async throws {
    try await onThread {
      try Program.upper.serving { server in
        let first = try Socket.connected(to: server.port)
        try first.sendAll("first")
        #expect(try first.receiveText(5) == "FIRST")
        let second = try Socket.connected(to: server.port)
        try second.sendAll("second")
        #expect(try second.receiveText(6) == "SECOND")
        try first.sendAll("still")
        #expect(try first.receiveText(5) == "STILL")
      }
    }
  }

  @Test func `once: the server ends with its client, and takes no second one`() async throws {
    try await onThread {
      let program = try Program.upper.start(["server", "127.0.0.1", "0", "--mode", "once"])
      let server = try Server(program)
      let client = try Socket.connected(to: server.port)
      try client.sendAll("only")
      #expect(try client.receiveText(4) == "ONLY")
      try client.close()
      let ending = try program.ending()
      #expect(ending.status == 0)
      #expect(ending.output == "listening tcp 127.0.0.1:\(server.port)\n")
      #expect(throws: SocketError.self) { try Socket.connected(to: server.port).close() }
    }
  }
}
