import AsyncSockets
import FTPClients
import SocketAddresses
import Sockets
import TLS
import TestSupport
import Testing

/// Servers that do with data connections what they should not.
@Suite(.timeLimit(.minutes(5))) struct HostileDataTests {
  @Test func `the address that PASV names is not connected to`() async throws {
    try await ScriptedServer.loggedIn { server in
      try await server.answer("502 No EPSV")
      let port = try server.dataPort
      for _ in 0..<2 {
        #expect(try await server.hear() == "PASV")
        try await server.say("227 Go there (192,0,2,1,\(port >> 8),\(port & 255))")
        let data = try await server.acceptData()
        try await server.answer("150 Here")
        try await data.write([1, 2, 3], deadline: .never)
        await data.close()
        try await server.say("226 Done")
      }
      try await server.waitForEnd()
    } _: { client in
      // The second one shows that EPSV is not asked for again.
      for _ in 0..<2 {
        let bytes = try await client.contents(of: "a")
        #expect(bytes == [1, 2, 3])
      }
      await client.close()
    }
  }

  @Test(arguments: ["229 None", "229 (|||0|)", "229 (|||70000|)", "227 x"])
  func `a port that is none is told`(_ reply: String) async throws {
    try await ScriptedServer.loggedIn { server in
      try await server.answer(reply)
      try await server.waitForEnd()
    } _: { client in
      let cause = await failure { try await client.contents(of: "a") }
      switch cause {
      case .protocolViolation, .refused: break
      default: recordUnexpected(cause)
      }
    }
  }

  @Test func `a port where nobody waits leaves the session`() async throws {
    try await ScriptedServer.loggedIn { server in
      let free = try TCPListener(at: .ipv4(.loopback, port: 0))
      let port = try free.localAddress.port ?? 0
      await free.close()
      try await server.answer("229 (|||\(port)|)")
      try await server.answer("200 OK")
      try await server.waitForEnd()
    } _: { client in
      guard case .dataConnection = await failure({ try await client.contents(of: "a") }) else {
        Issue.record("not told")
        return
      }
      try await client.keepAlive()
      await client.close()
    }
  }

  @Test func `a server that does not connect is given up`() async throws {
    try await ScriptedServer.loggedIn { configuration in
      configuration.dataMode = .active
      configuration.limits.dataConnectTime = .milliseconds(20)
      configuration.limits.abortTime = .milliseconds(20)
    } _: { server in
      try await server.answer("200 EPRT")
      try await server.answer("150 Coming")
      try await server.waitForEnd()
    } _: { client in
      guard case .timedOut(.dataConnection) = await failure({ try await client.contents(of: "a") })
      else {
        Issue.record("not told")
        return
      }
      #expect(!client.isOpen)
    }
  }

  @Test func `a server that could not connect says so`() async throws {
    try await ScriptedServer.loggedIn { configuration in
      configuration.dataMode = .active
      configuration.limits.dataConnectTime = .milliseconds(20)
    } _: { server in
      try await server.answer("200 EPRT")
      try await server.answer("150 Coming")
      try await server.say("425 No way to you")
      try await server.answer("200 OK")
      try await server.waitForEnd()
    } _: { client in
      let cause = await failure { try await client.contents(of: "a") }
      #expect(cause?.description == "RETR a: 425 No way to you")
      try await client.keepAlive()
      await client.close()
    }
  }

  @Test func `a reply at the end may come before the data`() async throws {
    try await ScriptedServer.loggedIn { server in
      for reply in ["150 Here\r\n226 Done", "226 Done"] {
        try await server.offerData()
        let data = try await server.acceptData()
        try await server.answer(reply)
        try await data.write(pattern(100_000), deadline: .never)
        await data.close()
      }
      try await server.answer("200 OK")
      try await server.waitForEnd()
    } _: { client in
      for _ in 0..<2 { #expect(try await client.contents(of: "a") == pattern(100_000)) }
      try await client.keepAlive()
      await client.close()
    }
  }

  @Test(arguments: ["426 Cut", "451 Broken", "552 Full"])
  func `a failure behind the data is one`(_ reply: String) async throws {
    try await ScriptedServer.loggedIn { server in
      for _ in 0..<2 {
        try await server.offerData()
        let data = try await server.acceptData()
        try await server.answer("150 Here")
        try await data.write([1], deadline: .never)
        try await data.finishWriting()
        try await server.say(reply)
      }
      try await server.answer("200 OK")
      try await server.waitForEnd()
    } _: { client in
      let code = Int(reply.prefix(3))
      #expect(await failure { try await client.contents(of: "a") }?.replyCode == code)
      #expect(await failure { try await client.upload([1], to: "a") }?.replyCode == code)
      try await client.keepAlive()
      await client.close()
    }
  }

  @Test func `an upload ends where the server takes no more`() async throws {
    try await ScriptedServer.loggedIn { server in
      try await server.offerData()
      let data = try await server.acceptData()
      try await server.answer("150 Here")
      _ = try await data.read(atMost: 1000)
      try await server.say("552 Full")
      // Nothing is read any more, and nothing closed.
      try await server.answer("200 OK")
      try await server.waitForEnd()
    } _: { client in
      let cause = await failure {
        try await client.upload("a") { buffer in
          for _ in 0..<1000 { buffer.append(1) }
        }
      }
      #expect(cause?.description == "STOR a: 552 Full")
      try await client.keepAlive()
      await client.close()
    }
  }

  @Test func `a transfer that stands still is given up`() async throws {
    try await ScriptedServer.loggedIn { configuration in
      configuration.limits.stalledTime = .milliseconds(20)
      configuration.limits.abortTime = .milliseconds(20)
    } _: { server in
      try await server.offerData()
      let data = try await server.acceptData()
      try await server.answer("150 Here")
      try await data.write([1], deadline: .never)
      try await server.waitForEnd()
    } _: { client in
      guard case .timedOut(.data) = await failure({ try await client.contents(of: "a") }) else {
        Issue.record("not told")
        return
      }
      #expect(!client.isOpen)
    }
  }

  /// What servers answer to a transfer that was cut, to ABOR and to PWD: one more or less.
  @Test(arguments: [
    ["426 Cut", "226 Aborted", #"257 "/""#], ["226 Done", "225 Nothing", #"257 "/""#],
    ["226 Aborted", #"257 "/""#], ["426 Cut", "226 Aborted", "225 Nothing", #"257 "/""#],
    ["200 Aborted", "200 OK", #"257 "/""#],
  ])
  func `a server may answer ABOR as it likes`(_ replies: [String]) async throws {
    try await ScriptedServer.loggedIn { server in
      try await server.offerData()
      let data = try await server.acceptData()
      try await server.answer("150 Here")
      try await data.write([1], deadline: .never)
      for line in ["ABOR", "PWD"] { #expect(try await server.hear() == line) }
      for reply in replies { try await server.say(reply) }
      try await server.answer("213 7")
      try await server.waitForEnd()
      await data.close()
    } _: { client in
      let cause = await failure { try await client.download("a") { _ in throw WrongCount() } }
      guard case .handler = cause else { return recordUnexpected(cause) }
      let size = try await client.size(of: "a")
      #expect(size == 7)
      await client.close()
    }
  }

  @Test func `a server that answers ABOR with nothing is given up`() async throws {
    try await ScriptedServer.loggedIn { configuration in
      configuration.limits.abortTime = .milliseconds(20)
    } _: { server in
      try await server.offerData()
      let data = try await server.acceptData()
      try await server.answer("150 Here")
      try await data.write([1], deadline: .never)
      try await server.waitForEnd()
      await data.close()
    } _: { client in
      let cause = await failure { try await client.download("a") { _ in throw WrongCount() } }
      guard case .handler = cause else { return recordUnexpected(cause) }
      #expect(!client.isOpen)
    }
  }

  /// What the server has done when it hangs up.
  enum State: Int, CaseIterable {
    case asked, offered, accepted, begun, sending, sent
  }

  @Test(arguments: State.allCases)
  func `a hang-up during a download is told`(_ state: State) async throws {
    try await ScriptedServer.loggedIn { configuration in
      configuration.limits.stalledTime = .milliseconds(100)
    } _: { server in
      guard state != .asked else {
        _ = try await server.hear()
        return
      }
      try await server.offerData()
      let data = try await server.acceptData()
      _ = try await server.hear()
      if state.rawValue >= State.begun.rawValue { try await server.say("150 Here") }
      if state.rawValue >= State.sending.rawValue { try await data.write([1], deadline: .never) }
      if state == .sent { await data.close() } else { await data.abort() }
    } _: { client in
      let cause = await failure { try await client.contents(of: "a") }
      switch cause {
      case .closedByServer(nil), .transport: break
      default: recordUnexpected(cause)
      }
      #expect(!client.isOpen)
    }
  }

  @Test(arguments: State.allCases)
  func `a hang-up during an upload is told`(_ state: State) async throws {
    try await ScriptedServer.loggedIn { server in
      guard state != .asked else {
        _ = try await server.hear()
        return
      }
      try await server.offerData()
      let data = try await server.acceptData()
      _ = try await server.hear()
      if state.rawValue >= State.begun.rawValue { try await server.say("150 Here") }
      if state.rawValue >= State.sending.rawValue { _ = try await data.read(atMost: 1000) }
      // The control connection closes first: nothing else tells.
      await server.control.close()
      while state == .sent, try await !data.read(atMost: 1 << 16).isEmpty {}
    } _: { client in
      let cause = await failure {
        try await client.upload("a") { buffer in
          for _ in 0..<1000 { buffer.append(1) }
        }
      }
      guard case .closedByServer(nil) = cause else { return recordUnexpected(cause) }
      #expect(!client.isOpen)
    }
  }

  @Test func `a cancellation ends a wait for data`() async throws {
    let gate = Gate()
    try await ScriptedServer.run { server in
      try await server.letIn()
      try await server.offerData()
      let data = try await server.acceptData()
      try await server.answer("150 Here")
      gate.open()
      try await server.waitForEnd()
      await data.close()
    } _: { endpoint, loop in
      let task = Task {
        let client = try await FTPClient.connect(to: endpoint, on: loop)
        try await client.logIn(.anonymous)
        let cause = await failure { try await client.contents(of: "a") }
        return ("\(cause, default: "")", client.isOpen)
      }
      try await onThread { gate.enter(0) }
      task.cancel()
      let (cause, isOpen) = try await task.value
      #expect(cause == "cancelled")
      #expect(!isOpen)
    }
  }

  @Test(arguments: [false, true])
  func `an encrypted download without close_notify is cut`(_ tolerates: Bool) async throws {
    try await ScriptedServer.run { server in
      try await server.say("220 Hello")
      try await server.answer("234 Go on")
      try await server.encrypt()
      let replies = ["331 P", "230 In", "200 PBSZ", "200 PROT", "500 FEAT", "200 TYPE"]
      for reply in replies { try await server.answer(reply) }
      try await server.offerData()
      let data = try await server.acceptData()
      try await server.answer("150 Here")
      let encrypted = try await SelfSignedIdentity.server().accept(over: data)
      try await encrypted.write([1, 2, 3])
      await data.close()
      try await server.say("226 Done")
      try await server.answer("200 OK")
      try await server.waitForEnd()
    } _: { endpoint, loop in
      var configuration = FTPClientConfiguration()
      configuration.security = .explicitTLS
      configuration.tls = try await SelfSignedIdentity.client()
      configuration.toleratesMissingCloseNotify = tolerates
      let client = try await FTPClient.connect(to: endpoint, configuration, on: loop)
      try await client.logIn(.anonymous)
      if tolerates {
        #expect(try await client.contents(of: "a") == [1, 2, 3])
      } else {
        let cause = await failure { try await client.contents(of: "a") }
        guard case .truncated(receivedBytes: 3) = cause else {
          recordUnexpected(cause)
          return
        }
      }
      try await client.keepAlive()
      await client.close()
    }
  }
}
