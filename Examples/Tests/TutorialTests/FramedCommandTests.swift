import Foundation
import Sockets
import Testing

@Suite struct FramedCommandTests {
  @Test func `the tutorial's client gets sizes, outputs and the word for none`() async throws {
    try await onThread {
      try Program.framedCommand.serving { server in
        let ending = try Tutorial.client(
          "framed_command_client.py",
          server.port,
          ["echo hello", "true", "echo 地瓜", "echo unseen >&2"]
        )
        #expect(
          ending.output == """
            MSG_SIZE:6 (RECV:6)
            hello

            cmd error...
            MSG_SIZE:7 (RECV:7)
            地瓜

            cmd error...

            """
        )
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test func `the tutorial's client gets a large output whole`() async throws {
    try await onThread {
      try Program.framedCommand.serving { server in
        let ending = try Tutorial.client(
          "framed_command_client.py",
          server.port,
          ["printf '%0100000d' 7", "echo next"]
        )
        let text = String(repeating: "0", count: 99_999) + "7"
        let end = "MSG_SIZE:100000 (RECV:100000)\n\(text)\nMSG_SIZE:5 (RECV:5)\nnext\n\n"
        let isWhole = ending.output.hasSuffix(end)
        #expect(isWhole, "\(ending.output.count) characters")
      }
    }
  }

  @Test func `the tutorial's server answers our client`() async throws {
    try await onThread {
      try Tutorial.serving("framed_command_server.py") { server in
        for _ in 0..<2 {
          let ending = try Program.framedCommand.client(
            server.port,
            ["echo hello", "true", #"printf '\265\330\271\317'"#]
          )
          #expect(
            ending.output
              == "MSG_SIZE:6 (RECV:6)\nhello\ncmd error...\nMSG_SIZE:6 (RECV:6)\n地瓜\n"
          )
          #expect(ending.status == 0, "\(ending.errors)")
        }
      }
    }
  }

  @Test func `output is UTF-8: as it is, out of GBK, or with what is neither replaced`()
    async throws
  {
    let outputs = [
      "printf 地瓜": "MSG_SIZE:6 (RECV:6)\n地瓜\n",
      #"printf '\265\330\271\317'"#: "MSG_SIZE:6 (RECV:6)\n地瓜\n",
      #"printf 'a\377b'"#: "MSG_SIZE:5 (RECV:5)\na\u{fffd}b\n",
      "printf 'two\\n\\n'": "MSG_SIZE:5 (RECV:5)\ntwo\n\n",
      "echo both; echo unseen >&2": "MSG_SIZE:5 (RECV:5)\nboth\n",
    ]
    try await onThread {
      try Program.framedCommand.serving { server in
        for (command, output) in outputs {
          let ending = try Program.framedCommand.client(server.port, [command])
          #expect(ending.output == output, "\(command)")
          #expect(ending.errors == "")
          #expect(ending.status == 0)
        }
      }
    }
  }

  @Test(arguments: [
    (["echo 1", "exit", "echo 2"], nil), ([], "\necho 1\n  \nexit\necho 2\n"), ([], "echo 1"),
  ])
  func `exit leaves, as the end of input does`(
    _ arguments: [String],
    _ input: String?
  ) async throws {
    try await onThread {
      try Program.framedCommand.serving { server in
        let ending = try Program.framedCommand.client(server.port, arguments, input: input)
        #expect(ending.output == "MSG_SIZE:2 (RECV:2)\n1\n")
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test func `the server closes at exit`() async throws {
    try await onThread {
      try Program.framedCommand.serving { server in
        let client = try Socket.connected(to: server.port)
        try client.sendAll("exit")
        #expect(try client.receiveRest() == [])
      }
    }
  }

  @Test func `a nod may stick to the next command, and come in pieces`() async throws {
    try await onThread {
      try Program.framedCommand.serving(["--quiet-after", "2"]) { server in
        let client = try Socket.connected(to: server.port)
        try client.sendOneByOne("echo one")
        #expect(try client.receiveText(7) == "ready|4")
        try client.sendOneByOne("start")
        try client.sendAll("echo two")
        #expect(try client.receiveText(11) == "one\nready|4")
        try client.sendAll("start")
        #expect(try client.receiveText(4) == "two\n")
      }
    }
  }

  @Test func `an answer that is not start costs the connection only`() async throws {
    try await onThread {
      try Program.framedCommand.serving { server in
        let client = try Socket.connected(to: server.port)
        try client.sendAll("echo one")
        #expect(try client.receiveText(7) == "ready|4")
        try client.sendAll("stark")
        #expect(try client.receiveRest() == [])
        try Program.framedCommand.exchange(with: server.port)
        try server.waitForLog(#"failed: receive start: unexpected "stark""#)
      }
    }
  }

  @Test func `an output over the limit costs the connection only`() async throws {
    try await onThread {
      try Program.framedCommand.serving { server in
        let client = try Socket.connected(to: server.port)
        try client.sendAll("yes")
        #expect(try client.receiveRest() == [])
        try Program.framedCommand.exchange(with: server.port)
        try server.waitForLog("failed: command ended after 16777216 bytes of output")
      }
    }
  }

  @Test(arguments: [
    "ready|-1", "ready|+5", "ready|", "ready", "ready|5|5", "ready|0x10", "ready| 5", "ready|5 ",
    "ready|99999999999999999999999999", "ready|9223372036854775807", "ready|50331649", "READY|5",
    "hello", "\u{1b}[2Jready|5", "ready|5\n",
  ])
  func `an answer that is no size is an error in one line`(_ header: String) async throws {
    try await onThread {
      let ending = try ScriptedServer.serving([
        { socket in
          _ = try socket.receive(atMost: 100)
          try socket.sendAll(header)
          socket.drain()
        }
      ]) { try Program.framedCommand.client($0, ["true"]) }
      let words = "framed-command: receive size of the output: unexpected"
      #expect(ending.errors == "\(words) \(header.debugDescription)\n")
      #expect(ending.output == "")
      #expect(ending.status == 1)
    }
  }
}
