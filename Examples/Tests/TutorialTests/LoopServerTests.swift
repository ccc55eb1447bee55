import Foundation
import Sockets
import Testing

/// What servers on event loops do beyond what they have in common with the others.
@Suite struct LoopServerTests {
  /// Clients at once; all that are promised in a long run.
  static let crowd =
    ProcessInfo.processInfo.environment["SWITCHBOARD_LONG_TESTS"] == "1" ? 5000 : 500

  @Test func `a crowd of the tutorial's chat clients at once is greeted and answered`()
    async throws
  {
    try await onThread {
      try Program.loopChat.serving(by: .loops, grace: 10) { server in
        let ending = try Tutorial.crowd(
          Self.crowd,
          "loop_chat_client.py",
          server.port,
          ["one {}", "two {}"]
        )
        #expect(
          ending.output == """
            \(Self.crowd) at once
            \(Self.crowd): --- > Hello,I am server!
            \(Self.crowd): --- > Loop_msg: one #!
            \(Self.crowd): --- > Loop_msg: two #!

            """
        )
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test func `a crowd of the tutorial's file clients at once fetches files whole`() async throws {
    try await onThread {
      let (source, target) = (try TemporaryFolder(), try TemporaryFolder())
      let content = bytes(5000, seed: 15)
      try source.write(content, as: "file")
      for number in 0..<Self.crowd { try target.makeFolder(String(number)) }
      try Program.fileTransfer.serving([source.path], by: .loops, grace: 10) { server in
        let ending = try Tutorial.crowd(
          Self.crowd,
          "file_transfer_client.py",
          server.port,
          [target.path(of: "{}"), "get file", "get file"]
        )
        #expect(ending.output.hasPrefix("\(Self.crowd) at once\n"))
        #expect(ending.output.contains("\(2 * Self.crowd): ---recv file:file---\n"))
        #expect(ending.status == 0, "\(ending.errors)")
      }
      let wholeCount = (0..<Self.crowd).count { target.read("\($0)/file") == content }
      #expect(wholeCount == Self.crowd)
    }
  }

  @Test func `a server raises its own limit of open files`() async throws {
    try await onThread {
      let program = Program.loopChat
      let line = "ulimit -S -n 64 && exec \"$@\""
      let running = try RunningProgram(
        URL(fileURLWithPath: "/bin/sh"),
        ["-c", line, "sh", program.executable.path, "server", "127.0.0.1", "0", "--async"]
      )
      let server = try Server(running)
      let clients = try (0..<100).map { _ in SharedSocket(try .connected(to: server.port)) }
      for client in clients {
        let greeting = try client.socket.receiveText(like: LoopChatTests.greeting)
        #expect(greeting == LoopChatTests.greeting)
      }
      for client in clients { try client.socket.shutdown(.sending) }
      running.signal(SIGTERM)
      #expect(try running.ending().status == 0)
    }
  }

  @Test func `a silent client is closed, and who waited for its place is served`() async throws {
    try await onThread {
      // Both clients are of one address, which may have more than the one place that there is.
      let arguments = [
        "--connections-max", "1", "--connections-per-peer", "2", "--idle-timeout", "1",
      ]
      try Program.loopChat.serving(arguments, by: .loops) { server in
        let silent = try Socket.connected(to: server.port)
        #expect(try silent.receiveText(like: LoopChatTests.greeting) == LoopChatTests.greeting)
        try Program.loopChat.exchange(with: server.port)
        #expect(try silent.receiveRest() == [])
        try server.waitForLog("client 1: failed: receive")
      }
    }
  }

  @Test func `an address has no more clients at once than it may, and others have places`()
    async throws
  {
    try await onThread {
      let arguments = ["--connections-per-peer", "1"]
      try Program.loopChat.serving(arguments, by: .loops) { server in
        let first = try Socket.connected(to: server.port)
        #expect(try first.receiveText(like: LoopChatTests.greeting) == LoopChatTests.greeting)
        let second = try Socket.connected(to: server.port)
        second.drain()
        try server.waitForLog(": too many connections of the peer")
        try first.sendAll("exit")
        #expect(try first.receiveRest() == [])
      }
    }
  }

  @Test func `a server whose log nobody reads serves all the same, and says what it left out`()
    async throws
  {
    try await onThread {
      let folder = try TemporaryFolder()
      let log = try UnreadPipe(at: folder.path(of: "log"))
      let running = try RunningProgram(
        URL(fileURLWithPath: "/bin/sh"),
        [
          "-c", "exec \"$@\" 2>\"$0\"", log.path, Program.loopChat.executable.path,
          "server", "127.0.0.1", "0", "--async",
        ]
      )
      let server = try Server(running)
      // Two lines each: many times what the pipe holds.
      for _ in 0..<300 { try Program.loopChat.exchange(with: server.port) }
      #expect(try !log.read().contains("were left out"))
      try Program.loopChat.exchange(with: server.port)
      running.signal(SIGTERM)
      #expect(try running.ending().status == 0)
      #expect(try log.read().contains(" lines were left out, as nobody read them\n"))
    }
  }

  @Test(arguments: [
    (["--connections-max", "0"], "'--connections-max' is from 1 to 1000000"),
    (["--connections-per-peer", "0"], "'--connections-per-peer' is from 1 to 1000000"),
    (["--idle-timeout", "0"], "'--idle-timeout' is more than 0 and at most 86400 seconds"),
    (["--idle-timeout", "nan"], "'--idle-timeout' is more than 0 and at most 86400 seconds"),
    (
      ["--idle-timeout", "1", "--quiet-after", "1"], "'--idle-timeout' is more than '--quiet-after'"
    ),
  ])
  func `limits that are none are wrong usage`(
    _ arguments: [String],
    _ words: String
  ) async throws {
    try await onThread {
      let ending = try Program.loopChat.run(
        ["server", "127.0.0.1", "0", "--async"] + arguments
      )
      #expect(ending.errors == "loop-chat: \(words) (loop-chat server --help tells more)\n")
      #expect(ending.status == 2)
    }
  }
}
