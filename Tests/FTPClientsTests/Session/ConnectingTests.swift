import FTPClients
import FTPServers
import TLS
import TestSupport
import Testing

/// Connecting, encryption and logging in.
@Suite(.timeLimit(.minutes(5))) struct ConnectingTests {
  @Test func `nobody listens`() async throws {
    let endpoint = try await ScriptedServer.run { _ in
    } _: { endpoint, _ in
      endpoint
    }
    guard case .connect(let error) = await failure({ try await FTPClient.connect(to: endpoint) })
    else {
      Issue.record("connected")
      return
    }
    #expect(error.code == .connectionRefused)
  }

  @Test func `a wrong password is refused, and not told`() async throws {
    try await RunningServer.run { running in
      let client = try await running.connect()
      let wrong = FTPCredentials(user: "alice", password: "hunter2")
      let refusal = await failure { try await client.logIn(wrong) }
      #expect(refusal?.replyCode == 530)
      #expect(refusal?.description.hasPrefix("PASS: 530 ") == true)
      #expect(!"\(refusal, default: "")".contains("hunter2"))
      #expect(!"\(wrong) \(String(reflecting: wrong))".contains("hunter2"))
      var dumped = ""
      dump(wrong, to: &dumped)
      #expect(!dumped.contains("hunter2"))
      // Another attempt of the same session.
      try await client.logIn(RunningServer.alice)
      await client.quit()
    }
  }

  @Test func `what is reported has no password`() async throws {
    try await RunningServer.run { running in
      let log = Note<[String]>([])
      let client = try await running.logIn(.explicitTLS) { configuration in
        configuration.report = { event in log.change { $0.append("\(event)") } }
      }
      await client.quit()
      #expect(log.value.contains { $0.contains("USER alice") })
      #expect(log.value.contains { $0.contains("PASS") })
      #expect(!log.value.contains { $0.contains("secret") })
    }
  }

  @Test(arguments: [FTPSecurity.explicitTLS, .implicitTLS])
  func `an unknown authority is refused`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let refusal = await failure {
        try await running.connect(security) { $0.tls = nil }
      }
      guard case .tls(.certificate) = refusal else {
        recordUnexpected(refusal)
        return
      }
    }
  }

  @Test func `a certificate of another name is refused`() async throws {
    try await RunningServer.run { running in
      let refusal = await failure {
        try await running.connect(.explicitTLS) { $0.serverName = "example.com" }
      }
      guard case .tls(.certificate(.wrongName)) = refusal else {
        recordUnexpected(refusal)
        return
      }
    }
  }

  @Test func `a server without TLS is not talked to in the clear`() async throws {
    try await RunningServer.run { configuration in
      configuration.loginNeedsTLS = true
    } _: { running in
      let client = try await running.connect(.none)
      let refusal = await failure { try await client.logIn(RunningServer.alice) }
      #expect(refusal?.replyCode == 530)
      await client.quit()
    }
    try await ScriptedServer.run { server in
      try await server.say("220 Hello")
      try await server.answer("502 No TLS")
      try await server.waitForEnd()
    } _: { endpoint, loop in
      var configuration = FTPClientConfiguration()
      configuration.security = .explicitTLS
      configuration.tls = try await SelfSignedIdentity.client()
      let refusal = await failure {
        try await FTPClient.connect(to: endpoint, configuration, on: loop)
      }
      #expect(refusal?.description == "AUTH TLS: 502 No TLS")
    }
  }

  @Test func `what comes in the clear behind the agreement on TLS ends it`() async throws {
    try await ScriptedServer.run { server in
      try await server.say("220 Hello")
      try await server.answer("234 Go on\r\n230 You are in already")
      try await server.waitForEnd()
    } _: { endpoint, loop in
      var configuration = FTPClientConfiguration()
      configuration.security = .explicitTLS
      configuration.tls = try await SelfSignedIdentity.client()
      let refusal = await failure {
        try await FTPClient.connect(to: endpoint, configuration, on: loop)
      }
      guard case .tls(.unexpectedBytes) = refusal else {
        recordUnexpected(refusal)
        return
      }
    }
  }

  @Test func `data connections resume the session where the server asks for that`() async throws {
    for version in [TLSVersion.tls12, .tls13] {
      let tls = try await SelfSignedIdentity.server(versionMax: version)
      try await RunningServer.run { configuration in
        configuration.tls = tls
        configuration.dataSessionReuse = .require
      } _: { running in
        let client = try await running.logIn(.explicitTLS)
        #expect(client.negotiated?.version == version)
        for _ in 0..<3 {
          try await client.upload(pattern(1000), to: "a")
          #expect(try await client.contents(of: "a") == pattern(1000))
        }
        await client.quit()
      }
    }
  }

  @Test func `data goes in the clear where that is chosen`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(.explicitTLS) { $0.protectsData = false }
      try await client.upload([1, 2], to: "a")
      #expect(try await client.contents(of: "a") == [1, 2])
      await client.quit()
    }
  }

  @Test(arguments: [FTPSecurity.none, .explicitTLS])
  func `the server connects where that is chosen`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security) { $0.dataMode = .active }
      try await client.upload(pattern(70_000), to: "a")
      #expect(try await client.contents(of: "a") == pattern(70_000))
      #expect(try await client.list().entries.count == 1)
      await client.quit()
    }
  }

  @Test func `PASV does where EPSV is not wanted`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn { $0.usesExtendedPassive = false }
      try await client.upload([1], to: "a")
      #expect(try await client.contents(of: "a") == [1])
      await client.quit()
    }
  }

  @Test func `features are told`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn()
      #expect(client.features.wasTold)
      #expect(client.features.contains("mlst"))
      #expect(client.features.parameter(of: "REST") == "STREAM")
      #expect(!client.features.contains("MODE"))
      #expect(client.greeting.code == 220)
      await client.quit()
    }
  }
}
