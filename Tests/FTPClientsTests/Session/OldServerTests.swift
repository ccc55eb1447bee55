import FTPClients
import TestSupport
import Testing

/// Servers that do not know what servers of today do.
@Suite(.timeLimit(.minutes(5))) struct OldServerTests {
  /// Runs a client against a server that answers each line by a table of its verb, or of the line.
  private static func answering<R>(
    _ answers: [String: String],
    features: [String] = [],
    _ body: nonisolated(nonsending) (FTPClient) async throws -> R
  ) async throws -> (result: R, heard: [String]) {
    let heard = Note<[String]>([])
    let result = try await ScriptedServer.loggedIn(features: features) { server in
      while true {
        let line = try await server.hear()
        heard.change { $0.append(line) }
        let verb = String(line.prefix { $0 != " " })
        try await server.say(answers[line] ?? answers[verb] ?? "500 Unknown")
      }
    } _: { client in
      let result = try await body(client)
      await client.close()
      return result
    }
    return (result, heard.value)
  }

  @Test func `a file is found by SIZE and MDTM`() async throws {
    let answers = ["SIZE": "213 7", "MDTM": "213 20090213233130"]
    let (entry, heard) = try await Self.answering(answers) { try await $0.status(of: "d/a") }
    #expect(entry.name == "a")
    #expect(entry.kind == .file)
    #expect(entry.size == 7)
    #expect(entry.modified == FTPFileTime(seconds: 1_234_567_890))
    #expect(heard == ["SIZE d/a", "MDTM d/a"])
  }

  @Test func `a directory is found by CWD`() async throws {
    let answers = [
      "SIZE": "550 Not a plain file", "MDTM": "550 Not a plain file", "CWD": "250 OK",
      "PWD": #"257 "/home dir" is it"#,
    ]
    let (entry, heard) = try await Self.answering(answers) { try await $0.status(of: "d") }
    #expect(entry.kind == .directory)
    #expect(entry.modified == nil)
    #expect(heard == ["SIZE d", "PWD", "CWD d", "CWD /home dir", "MDTM d"])
  }

  @Test func `what is neither is missing`() async throws {
    let answers = ["SIZE": "550 No such file", "CWD": "550 No", "PWD": #"257 "/""#]
    let (cause, _) = try await Self.answering(answers) { client in
      await failure { try await client.status(of: "d") }
    }
    #expect(cause?.isNoSuchFile == true)
    #expect(cause?.description == "SIZE d: 550 No such file")
  }

  /// The ways to set a time: what a server knows, and what it has heard then.
  @Test(arguments: [
    (["MFMT": "213 OK"], ["MFMT 20090213233130 a"]),
    (["MDTM": "213 OK"], ["MFMT 20090213233130 a", "MDTM 20090213233130 a"]),
    (
      ["MDTM": "550 No such file", "SITE": "200 OK"],
      ["MFMT 20090213233130 a", "MDTM 20090213233130 a", "SITE UTIME 20090213233130 a"]
    ),
  ])
  func `a time is set in the way that the server knows`(
    _ answers: [String: String],
    _ expected: [String]
  ) async throws {
    let (_, heard) = try await Self.answering(answers) { client in
      try await client.setModificationTime(of: "a", to: FTPFileTime(seconds: 1_234_567_890))
    }
    #expect(heard == expected)
  }

  @Test func `what no server could do is told`() async throws {
    let (causes, heard) = try await Self.answering([:]) { client in
      let time = FTPFileTime(seconds: 0)
      var causes: [String] = []
      for _ in 0..<2 {
        causes += [
          await failure { try await client.setModificationTime(of: "a", to: time) },
          await failure { try await client.size(of: "a") },
          await failure { try await client.modificationTime(of: "a") },
        ].compactMap { $0?.description }
      }
      return causes
    }
    #expect(
      causes.prefix(3) == [
        "the server cannot set times (MFMT, MDTM, SITE UTIME)",
        "the server cannot tell sizes (SIZE)", "the server cannot tell times (MDTM)",
      ]
    )
    #expect(causes.suffix(3) == causes.prefix(3))
    // Nothing is asked for twice.
    #expect(Set(heard).count == heard.count)
  }

  @Test(arguments: [
    (["PASS": "230 In"], nil),
    (["PASS": "332 Account", "ACCT": "230 In"], nil),
    (["PASS": "202 Superfluous"], nil),
    (["PASS": "332 Account", "ACCT": "530 No"], "ACCT: 530 No"),
    (["USER": "332 Account", "ACCT": "230 In"], nil),
    (["USER": "232 In by certificate"], nil),
    (["USER": "530 Not you"], "USER bob: 530 Not you"),
  ])
  func `a login goes as the server asks`(
    _ answers: [String: String],
    _ expected: String?
  ) async throws {
    let (cause, _) = try await ScriptedServer.run { server in
      try await server.say("220 Hello")
      let all = ["USER": "331 Password", "TYPE": "200 OK"].merging(answers) { $1 }
      while true {
        let verb = try await server.hear().prefix { $0 != " " }
        try await server.say(all[String(verb)] ?? "500 Unknown")
      }
    } _: { endpoint, loop in
      let client = try await FTPClient.connect(to: endpoint, on: loop)
      let bob = FTPCredentials(user: "bob", password: "builder", account: "works")
      let cause = await failure { try await client.logIn(bob) }
      await client.close()
      return (cause, ())
    }
    #expect(cause?.description == expected)
  }

  @Test func `commands of the client's own are not sent raw`() async throws {
    let (causes, heard) = try await Self.answering(["STAT": "211 Fine"]) { client in
      var causes = 0
      for command in ["retr a", "USER x", "QUIT", "", " x", "NOOP\r\nDELE a", "AUTH TLS", "TYPE A"]
      {
        if case .unusableArgument = await failure({ try await client.send(command) }) {
          causes += 1
        }
      }
      let reply = try await client.send("stat")
      #expect(reply.isSuccess)
      return causes
    }
    #expect(causes == 8)
    #expect(heard == ["STAT"])
  }
}
