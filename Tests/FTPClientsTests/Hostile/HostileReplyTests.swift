import FTPClients
import TestSupport
import Testing

/// Servers that say what no server should, or stop saying anything.
@Suite(.timeLimit(.minutes(5))) struct HostileReplyTests {
  @Test func `a reply without an end ends at its limit`() async throws {
    try await ScriptedServer.loggedIn { configuration in
      configuration.limits.replyLinesMax = 100
    } _: { server in
      _ = try await server.hear()
      try await server.say("257-And")
      while true { try await server.say(" so on") }
    } _: { client in
      let cause = await failure { try await client.currentDirectory() }
      expectViolation(cause, "reply of more than 100 lines")
      #expect(!client.isOpen)
    }
  }

  @Test func `a line without an end ends at its limit`() async throws {
    try await ScriptedServer.loggedIn { server in
      _ = try await server.hear()
      try await server.send(Array("257 ".utf8))
      let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
      for _ in 0..<(1 << 16) { try await server.send(chunk) }
    } _: { client in
      let cause = await failure { try await client.currentDirectory() }
      expectViolation(cause, "line of a reply longer than 16384 bytes")
      #expect(!client.isOpen)
    }
  }

  @Test func `preliminary replies without an end end at their limit`() async throws {
    try await ScriptedServer.loggedIn { server in
      _ = try await server.hear()
      while true { try await server.say("150 Soon") }
    } _: { client in
      expectViolation(
        await failure { try await client.currentDirectory() },
        "more than 100 replies to a command"
      )
    }
  }

  @Test(arguments: [
    ("PWD", "257 nothing"), ("SIZE", "213 -5"), ("SIZE", "213 99999999999999999999"),
    ("MDTM", "213 20240231000000"), ("PWD", "SSH-2.0-x"), ("PWD", "999 x"), ("PWD", "\0\u{1}"),
  ])
  func `nonsense is told as such`(_ verb: String, _ reply: String) async throws {
    try await ScriptedServer.loggedIn { server in
      try await server.answer(reply)
      try await server.waitForEnd()
    } _: { client in
      let cause = await failure {
        switch verb {
        case "SIZE": _ = try await client.size(of: "a")
        case "MDTM": _ = try await client.modificationTime(of: "a")
        default: _ = try await client.currentDirectory()
        }
      }
      guard case .protocolViolation = cause else {
        recordUnexpected(cause)
        return
      }
    }
  }

  @Test func `a reply that nobody asked for ends the session`() async throws {
    try await ScriptedServer.loggedIn { server in
      try await server.answer("200 OK\r\n250 Something else was done, too")
      try await server.waitForEnd()
    } _: { client in
      try await client.keepAlive()
      let cause = await failure { try await client.keepAlive() }
      expectViolation(cause, "a reply that nobody asked for: 250 Something else was done, too")
      #expect(!client.isOpen)
    }
  }

  @Test func `a greeting may take its time`() async throws {
    try await ScriptedServer.run { server in
      try await server.say("120 Ready in 0 minutes", "220-Hello", " you", "220 there")
      try await server.waitForEnd()
    } _: { endpoint, loop in
      let client = try await FTPClient.connect(to: endpoint, on: loop)
      #expect(client.greeting.description == "220 Hello  you there")
      await client.close()
    }
  }

  @Test(arguments: ["421 Too many", "530 Not you", "550 No"])
  func `a greeting may turn away`(_ greeting: String) async throws {
    try await ScriptedServer.run { server in
      try await server.say(greeting)
    } _: { endpoint, loop in
      let cause = await failure { try await FTPClient.connect(to: endpoint, on: loop) }
      #expect(cause?.replyCode == Int(greeting.prefix(3)))
      #expect(cause?.description.hasSuffix(greeting) == true)
    }
  }

  @Test func `a server that says why it goes is heard`() async throws {
    try await ScriptedServer.loggedIn { server in
      try await server.say("421 Idle for too long")
    } _: { client in
      let cause = await failure { try await client.keepAlive() }
      #expect(
        cause?.description == "the server has closed the session: 421 Idle for too long"
      )
      #expect(!client.isOpen)
    }
  }

  /// How many lines of a login a server hears before it hangs up.
  @Test(arguments: 0...4)
  func `a hang-up during a login is told`(_ heard: Int) async throws {
    try await ScriptedServer.run { server in
      if heard > 0 { try await server.say("220 Hello") }
      let replies = ["331 Password", "230 In", "500 Unknown", "200 Type"]
      for index in 0..<max(0, heard - 1) { try await server.answer(replies[index]) }
      if heard > 0 { _ = try await server.hear() }
    } _: { endpoint, loop in
      let cause = await failure {
        let client = try await FTPClient.connect(to: endpoint, on: loop)
        try await client.logIn(.anonymous)
      }
      guard case .closedByServer(nil) = cause else {
        recordUnexpected(cause)
        return
      }
    }
  }

  @Test func `a hang-up within a reply is told`() async throws {
    try await ScriptedServer.loggedIn { server in
      _ = try await server.hear()
      try await server.send(Array("257 \"/".utf8))
    } _: { client in
      guard case .closedByServer(nil) = await failure({ try await client.currentDirectory() })
      else {
        Issue.record("not told")
        return
      }
    }
  }

  @Test func `a server that says nothing is given up`() async throws {
    try await ScriptedServer.run { server in
      try await server.waitForEnd()
    } _: { endpoint, loop in
      var configuration = FTPClientConfiguration()
      configuration.limits.replyTime = .milliseconds(20)
      let cause = await failure {
        try await FTPClient.connect(to: endpoint, configuration, on: loop)
      }
      guard case .timedOut(.reply) = cause else {
        recordUnexpected(cause)
        return
      }
    }
  }

  @Test func `a server that does not answer QUIT is left`() async throws {
    try await ScriptedServer.loggedIn { configuration in
      configuration.limits.abortTime = .milliseconds(20)
    } _: { server in
      try await server.waitForEnd()
    } _: { client in
      await client.quit()
      #expect(!client.isOpen)
    }
  }
}

/// Expects that the server was found to break the protocol, in these words.
func expectViolation(
  _ cause: FTPClientError?,
  _ words: String,
  at location: SourceLocation = #_sourceLocation
) {
  guard case .protocolViolation(let what) = cause else {
    recordUnexpected(cause, at: location)
    return
  }
  #expect(what == words, sourceLocation: location)
}
