import Foundation
import Sockets
import Testing

/// What shows on a terminal: there alone are the prompt and the progress.
@Suite struct TerminalTests {
  @Test func `each line is prompted for, and the end of input leaves the cursor on a new line`()
    async throws
  {
    try await onThread {
      try Program.upper.serving { server in
        let client = try Program.upper.startClient(server.port, at: Terminal())
        for (line, shown) in [("one\n", ">>:one\r\nONE\r\n>>:"), (" \n", " \r\n>>:")] {
          try client.output.wait(for: "prompt") { $0.hasSuffix(">>:") ? () : nil }
          try client.type(line)
          try client.output.wait(for: shown) { $0.hasSuffix(shown) ? () : nil }
        }
        try client.type(Terminal.endOfInput)
        let ending = try client.ending()
        #expect(ending.output == ">>:one\r\nONE\r\n>>: \r\n>>:\r\n")
        #expect(ending.status == 0)
      }
    }
  }

  @Test func `arguments are not prompted for`() async throws {
    try await onThread {
      try Program.upper.serving { server in
        let client = try Program.upper.startClient(server.port, ["one"], at: Terminal())
        #expect(try client.ending().output == "ONE\r\n")
      }
    }
  }

  @Test func `the progress of a transfer shows, and is gone at its end`() async throws {
    try await onThread {
      let target = try TemporaryFolder()
      let isHalfSeen = DispatchSemaphore(value: 0)
      try ScriptedServer.serving([
        { socket in
          _ = try socket.receive(atMost: 100)
          try socket.sendAll("FileTransfer|get|ready|10")
          _ = try socket.receive(atMost: 100)
          try socket.sendAll("12345")
          try require(
            isHalfSeen.wait(timeout: .now() + Patience.seconds) == .success,
            is: true,
            "progress is seen"
          )
          try socket.sendAll("67890")
          socket.drain()
        }
      ]) { port in
        let client = try Program.fileTransfer.startClient(
          port,
          [target.path, "name"],
          at: Terminal()
        )
        let half = "\rname 50 % of 10 bytes"
        try client.output.wait(for: "progress") { $0.hasSuffix(half) ? () : nil }
        isHalfSeen.signal()
        let ending = try client.ending()
        #expect(ending.output == half + "\rname 100 % of 10 bytes\r\u{1b}[K")
        #expect(ending.status == 0)
      }
      #expect(target.read("name") == Array("1234567890".utf8))
    }
  }

  @Test func `an error in the middle of a transfer has a line of its own`() async throws {
    try await onThread {
      let ending = try ScriptedServer.serving([
        { socket in
          _ = try socket.receive(atMost: 100)
          try socket.sendAll("ready|10")
          _ = try socket.receiveText(like: "start")
          try socket.sendAll("12345")
        }
      ]) { try Program.framedCommand.startClient($0, ["true"], at: Terminal()).ending() }
      let error = "receive output (5 of 10 bytes): the other side closed the connection"
      #expect(
        ending.output
          == "\routput 50 % of 10 bytes\r\u{1b}[Kframed-command: \(error)\r\n"
      )
      #expect(ending.status == 1)
    }
  }
}
