import Foundation
import Sockets
import Testing

@Suite struct RemoteCommandTests {
  @Test func `the tutorial's client gets output and errors`() async throws {
    try await onThread {
      try Program.remoteCommand.serving { server in
        let ending = try Tutorial.client(
          "remote_command_client.py",
          server.port,
          ["echo 地瓜", "echo out; echo err >&2"]
        )
        #expect(ending.output == "地瓜\n\nout\nerr\n\n")
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test func `the tutorial's server answers our client`() async throws {
    try await onThread {
      try Tutorial.serving("remote_command_server.py") { server in
        let ending = try Program.remoteCommand.client(
          server.port,
          ["echo 地瓜", "true", "echo out; echo err >&2"]
        )
        #expect(ending.output == "地瓜\nout\nerr\n")
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test func `our client prints each output of our server as it is`() async throws {
    try await onThread {
      try Program.remoteCommand.serving { server in
        let ending = try Program.remoteCommand.client(
          server.port,
          input:
            "printf 'no newline'\n\n   \necho 'two  spaces'; exit 3\ntrue\nnosuchcommand\necho end"
        )
        let lines = ending.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.prefix(2) == ["no newline", "two  spaces"])
        #expect(lines.dropFirst(2).first?.contains("nosuchcommand") == true)
        #expect(lines.dropFirst(3) == ["end", ""])
        #expect(ending.errors == "")
        #expect(ending.status == 0)
      }
    }
  }

  @Test func `an output that begins after the silence is waited for with --quiet-after`()
    async throws
  {
    try await onThread {
      try Program.remoteCommand.serving { server in
        let ending = try Program.remoteCommand.client(
          server.port,
          ["--quiet-after", "6", "sleep 1; echo late"]
        )
        #expect(ending.output == "late\n")
      }
    }
  }

  @Test func `an output larger than every buffer comes whole`() async throws {
    try await onThread {
      try Program.remoteCommand.serving { server in
        let client = try Socket.connected(to: server.port)
        try client.sendAll("yes potato | head -c 8000000; yes tomato | head -c 4000000 >&2")
        let output = try client.receiveText(12_000_000)
        #expect(output.utf8.count == 12_000_000)
        #expect(output.hasPrefix("potato\npotato\n"))
        #expect(output.hasSuffix("tomato\ntoma"))
      }
    }
  }

  @Test func `a command that arrives byte by byte is one command`() async throws {
    try await onThread {
      try Program.remoteCommand.serving(["--quiet-after", "2"]) { server in
        let client = try Socket.connected(to: server.port)
        try client.sendOneByOne("echo 地瓜")
        #expect(try client.receiveText(like: "地瓜\n") == "地瓜\n")
      }
    }
  }

  /// Nothing on the wire tells them apart.
  @Test func `commands that stick together are one line for the shell`() async throws {
    try await onThread {
      try Program.remoteCommand.serving(["--quiet-after", "2"]) { server in
        let client = try Socket.connected(to: server.port)
        try client.sendAll("echo one;")
        try client.sendAll("echo two")
        #expect(try client.receiveText(8) == "one\ntwo\n")
      }
    }
  }

  @Test func `fifty clients at once each get their own output`() async throws {
    try await onThread {
      try Program.remoteCommand.serving { server in
        let port = server.port
        try concurrently(50) { index in
          let client = try Socket.connected(to: port)
          for turn in 0..<3 {
            let text = "client \(index), turn \(turn)\n"
            try client.sendAll("printf 'client %d, turn %d\\n' \(index) \(turn)")
            try require(client.receiveText(like: text), is: text, "output")
          }
        }
      }
    }
  }

  @Test func `a command that goes on holds up nobody else`() async throws {
    try await onThread {
      try Program.remoteCommand.serving { server in
        let slow = try Socket.connected(to: server.port)
        try slow.sendAll("echo begun; sleep 50")
        try Program.remoteCommand.exchange(with: server.port)
        try slow.reset()
      }
    }
  }

  @Test func `commands get the signals that their parents may have kept from the server`()
    async throws
  {
    try await onThread {
      try Program.remoteCommand.serving { server in
        let client = try Socket.connected(to: server.port)
        let commands = [
          "yes | head -n 1": "y\n",
          "grep SigBlk /proc/self/status": "SigBlk:\t0000000000000000\n",
        ]
        for (command, output) in commands {
          try client.sendAll(command)
          #expect(try client.receiveText(like: output) == output)
        }
      }
    }
  }

  @Test(arguments: ["reset", "drain"])
  func `a command ends with its client's connection`(_ how: String) async throws {
    try await onThread {
      let folder = try TemporaryFolder()
      let pipe = folder.path(of: "pipe")
      // SAFETY: mkfifo reads the path until it returns.
      try #require(unsafe mkfifo(pipe, 0o600) == 0)
      let running = try Program.remoteCommand.start(["server", "127.0.0.1", "0", "--grace", "1"])
      let client = try Socket.connected(to: try Server(running).port)
      // The shell's child has the pipe open for as long as it lives.
      try client.sendAll("sleep 1000 3> \(pipe)")
      let reader = try FileHandle(forReadingFrom: URL(fileURLWithPath: pipe))
      if how == "reset" { try client.reset() } else { running.signal(SIGTERM) }
      #expect(try CollectedOutput(reader).complete() == Data())
      if how == "reset" { running.signal(SIGTERM) }
      #expect(try running.ending().status == 0)
    }
  }

  @Test(arguments: [
    ("says nothing and leaves", [UInt8]()), ("leaves after some output", Array("some".utf8)),
  ])
  func `a server that leaves is an error`(_ what: String, _ output: [UInt8]) async throws {
    try await onThread {
      let ending = try ScriptedServer.serving([
        { socket in
          _ = try socket.receive(atMost: 100)
          if !output.isEmpty { try socket.sendAll(output) }
        }
      ]) { try Program.remoteCommand.client($0, ["true"]) }
      #expect(
        ending.errors == "remote-command: receive output: the other side closed the connection\n"
      )
      #expect(ending.output == (output.isEmpty ? "" : "some\n"))
      #expect(ending.status == 1)
    }
  }
}
