import ByteStreams
import TLS
import Testing

/// What a handshake fails with, at both ends.
@Suite(.timeLimit(.minutes(10))) struct HandshakeFailureTests {
  /// A server's certificate that is not to be trusted, and what each end says of it.
  struct BadCertificate: Sendable, CustomTestStringConvertible {
    var name: String
    var issuer = CertificateAuthority.shared
    var wish: @Sendable (inout CertificateAuthority.Wish) -> Void = { _ in }
    var serverName = "localhost"
    /// The client's line, up to what changes with the day.
    var text: String
    var alert: TLSAlert

    var testDescription: String { name }
  }

  static let stranger = CertificateAuthority.make("A stranger")

  static let badCertificates: [BadCertificate] = [
    BadCertificate(
      name: "expired",
      wish: { $0.days = -30...(-2) },
      text: "TLS: the certificate has expired on 20",
      alert: .certificateExpired
    ),
    BadCertificate(
      name: "not yet valid",
      wish: { $0.days = 2...30 },
      text: "TLS: the certificate is not valid until 20",
      alert: .badCertificate
    ),
    BadCertificate(
      name: "for another host",
      wish: {
        $0.hostNames = ["other.example"]
        $0.ipAddresses = []
      },
      text: "TLS: the certificate is for other.example, not localhost",
      alert: .badCertificate
    ),
    BadCertificate(
      name: "for another address",
      wish: {
        $0.hostNames = []
        $0.ipAddresses = [[127, 0, 0, 2]]
      },
      serverName: "127.0.0.1",
      text: "TLS: the certificate is for 127.0.0.2, not 127.0.0.1",
      alert: .badCertificate
    ),
    BadCertificate(
      name: "with the name in its subject only",
      wish: {
        $0.hostNames = []
        $0.ipAddresses = []
        $0.commonName = "localhost"
      },
      text: "TLS: the certificate has no name, and is not for localhost",
      alert: .badCertificate
    ),
    BadCertificate(
      name: "of a stranger",
      issuer: stranger,
      text: "TLS: nobody known has signed the certificate (issuer CN=A stranger)",
      alert: .unknownCertificateAuthority
    ),
    BadCertificate(
      name: "of a client",
      wish: { $0.isForServers = false },
      text: "TLS: the certificate is not for this purpose",
      alert: TLSAlert(rawValue: 43)
    ),
  ]

  @Test(arguments: badCertificates, [TLSVersion.tls13, .tls12])
  func `a certificate that is not to be trusted ends the handshake, and both ends say why`(
    bad: BadCertificate,
    version: TLSVersion
  ) async throws {
    var ends = try Ends(try bad.issuer.issue(bad.wish))
    ends.client.versionMax = version
    ends.serverName = bad.serverName
    let result = try await ends.connect()
    let text = result.clientError.map { "\($0)" } ?? "no error"
    #expect(text.hasPrefix(bad.text), "\(text)")
    // A server of TLS 1.3 learns it in the handshake as well: it waits for the client's last words.
    #expect(result.serverError?.alert == bad.alert, "\(String(describing: result.serverError))")
  }

  @Test(arguments: ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1"])
  func `a server is known by its names and addresses`(name: String) async throws {
    let (client, server) = try await Ends.connected { $0.serverName = name }
    let isAddress = name.contains(":") || name.hasPrefix("127")
    #expect(server.negotiated.serverName == (isAddress ? nil : name.drop(suffix: ".")))
    #expect(client.peerCertificates.map(\.subject) == ["CN=server", "CN=Test authority"])
  }

  @Test(arguments: ["", "a b", "a\u{0}b", "münchen.example", String(repeating: "a", count: 254)])
  func `what is no name of a server is refused before anything is sent`(name: String) async throws {
    let (first, second) = MemoryStream.pair()
    let client = try TLSClient()
    let error = await failure { () async throws(TLSError) in
      try await client.connect(over: first, serverName: name)
    }
    guard case .handshake(.unusableServerName)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try await second.read(atMost: 1) == [])
  }

  @Test func `a wildcard stands for one label`() async throws {
    let issued = try CertificateAuthority.shared.issue { $0.hostNames = ["*.example.com"] }
    for (name, isRight) in [
      ("a.example.com", true), ("A.Example.COM", true), ("example.com", false),
      ("a.b.example.com", false),
    ] {
      var ends = try Ends(issued)
      ends.serverName = name
      let error = try await ends.connect().clientError
      #expect((error == nil) == isRight, "\(name): \(String(describing: error))")
    }
  }

  @Test func `without a version in common both ends say so`() async throws {
    let (first, second) = MemoryStream.pair()
    let server = try TLSServer(try Ends().server)
    async let accepted = failure { () async throws(TLSError) in
      try await server.accept(over: second)
    }
    // A client of TLS 1.0, as far as its first record goes.
    try await first.write(oldClientHello)
    let error = await accepted
    guard case .handshake(.noCommonVersion)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let answer = try await first.read(atMost: 100)
    #expect(answer.first == 21)
    #expect(answer.last == TLSAlert.protocolVersion.rawValue)
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{0}\u{0}\u{0}\u{0}",
  ])
  func `what is no TLS is called so`(text: String) async throws {
    let (first, second) = MemoryStream.pair()
    let server = try TLSServer(try Ends().server)
    async let accepted = failure { () async throws(TLSError) in
      try await server.accept(over: second)
    }
    try await first.write(text)
    #expect(await accepted.map { "\($0)" } == "TLS: the peer does not speak TLS")
  }

  @Test func `a client is told what no TLS is as well`() async throws {
    let (first, second) = MemoryStream.pair()
    let client = try TLSClient()
    async let connected = failure { () async throws(TLSError) in
      try await client.connect(over: first, serverName: "localhost")
    }
    try await second.write("220 ftp.example ready\r\n")
    #expect(await connected.map { "\($0)" } == "TLS: the peer does not speak TLS")
  }

  @Test func `bytes from before the handshake are refused, and the stream is closed`() async throws
  {
    let (first, second) = MemoryStream.pair()
    let server = try TLSServer(try Ends().server)
    let error = await failure { () async throws(TLSError) in
      try await server.accept(over: second, unreadBytes: Array("USER root\r\n".utf8))
    }
    #expect(error.map { "\($0)" } == "TLS: 11 bytes came before the handshake")
    #expect(try await first.read(atMost: 1) == [])
    let client = try TLSClient()
    let (third, _) = MemoryStream.pair()
    let other = await failure { () async throws(TLSError) in
      try await client.connect(over: third, serverName: "localhost", unreadBytes: [1])
    }
    guard case .unexpectedBytes(count: 1)? = other else {
      Issue.record("\(String(describing: other))")
      return
    }
  }

  @Test func `a peer that goes in the handshake is no riddle`() async throws {
    let (first, second) = MemoryStream.pair()
    let server = try TLSServer(try Ends().server)
    first.close()
    let error = await failure { () async throws(TLSError) in try await server.accept(over: second) }
    #expect(error.map { "\($0)" } == "TLS: the peer has closed the connection in the handshake")
  }

  @Test func `a handshake that is cancelled closes the stream below`() async throws {
    let (first, second) = MemoryStream.pair()
    let server = try TLSServer(try Ends().server)
    let error = await withTaskGroup(of: TLSError?.self) { group in
      group.addTask {
        await failure { () async throws(TLSError) in try await server.accept(over: second) }
      }
      group.cancelAll()
      return await group.next() ?? nil
    }
    #expect((error?.transportError as? MemoryStreamError)?.cause == .cancelled)
    #expect(try await first.read(atMost: 1) == [])
  }

  /// ClientHello of TLS 1.0, with one cipher and no extensions.
  private var oldClientHello: [UInt8] {
    let body: [UInt8] = [3, 1] + Array(repeating: 7, count: 32) + [0, 0, 2, 0, 0x2F, 1, 0]
    let message: [UInt8] = [1, 0, 0, UInt8(body.count)] + body
    return [22, 3, 1, 0, UInt8(message.count)] + message
  }
}

extension String {
  fileprivate func drop(suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}

extension TLSError {
  /// What the peer said.
  var alert: TLSAlert? {
    if case .refused(let alert) = self { alert } else { nil }
  }
}
