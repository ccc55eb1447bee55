import ByteStreams
import TLS
import Testing

/// What a server shows, asks for and agrees to.
@Suite(.timeLimit(.minutes(10))) struct TLSServerTests {
  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a client gets the certificate of the name that it asks for`(
    version: TLSVersion
  ) async throws {
    let names = ["first.example", "www.example.com", "*.example.com", "localhost"]
    var ends = try Ends()
    ends.client.versionMax = version
    ends.server.identities = try names.map { name in
      try CertificateAuthority.shared.issue {
        $0.hostNames = [name]
        $0.ipAddresses = []
        $0.commonName = name
      }.identity
    }
    let client = try TLSClient(ends.client)
    let server = try TLSServer(ends.server)
    for (asked, shown) in [
      ("first.example", "first.example"), ("WWW.example.com", "www.example.com"),
      ("ftp.example.com", "*.example.com"), ("localhost", "localhost"),
    ] {
      ends.serverName = asked
      let (stream, accepted) = try await ends.connect(client, server).get()
      #expect(stream.peerCertificates.first?.subject == "CN=\(shown)")
      #expect(accepted.negotiated.serverName == asked)
    }
    for asked in ["unknown.example", "a.b.example.com"] {
      ends.serverName = asked
      let text = await ends.connect(client, server).clientError.map { "\($0)" }
      #expect(text == "TLS: the certificate is for first.example, not \(asked)")
    }
  }

  @Test func `of two certificates for a name the client's ciphers choose`() async throws {
    let ecdsa = try CertificateAuthority.shared.issue { $0.commonName = "ecdsa" }
    let rsa = try CertificateAuthority.shared.issue {
      $0.key = .rsa2048
      $0.commonName = "rsa"
    }
    var ends = try Ends()
    ends.server.identities = [try rsa.identity, try ecdsa.identity]
    let (client, _) = try await ends.connect().get()
    #expect(client.peerCertificates.first?.subject == "CN=ecdsa")
  }

  @Test func `certificates can be replaced while the server runs`() async throws {
    var ends = try Ends()
    ends.client.roots = try CertificateAuthority.shared.roots
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    let (before, _) = try await ends.connect(client, server).get()
    let new = try CertificateAuthority.shared.issue { $0.commonName = "new" }
    try server.replaceIdentities([new.identity])
    let (after, _) = try await ends.connect(client, server).get()
    #expect(before.peerCertificates.first?.subject == "CN=server")
    #expect(after.peerCertificates.first?.subject == "CN=new")
    let weak = try CertificateAuthority.shared.issue { $0.key = .rsa1024 }
    #expect(throws: TLSConfigurationError.self) { try server.replaceIdentities([weak.identity]) }
    #expect(throws: TLSConfigurationError.self) { try server.replaceIdentities([]) }
    let (still, _) = try await ends.connect(client, server).get()
    #expect(still.peerCertificates.first?.subject == "CN=new")
  }

  /// What each end speaks, and what comes of it; nil is a refusal.
  static let protocols: [(client: [String], server: [String], agreed: String??)] = [
    (["h2", "http/1.1"], ["http/1.1", "h2"], "http/1.1"), (["ftp"], ["ftp"], "ftp"),
    ([], ["ftp"], .some(nil)), (["ftp"], [], .some(nil)), (["ftp"], ["http/1.1"], nil),
  ]

  @Test(arguments: protocols, [TLSVersion.tls13, .tls12])
  func `the application's protocol is the server's first that the client has`(
    row: (client: [String], server: [String], agreed: String??),
    version: TLSVersion
  ) async throws {
    var ends = try Ends()
    ends.client.versionMax = version
    ends.client.applicationProtocols = row.client
    ends.server.applicationProtocols = row.server
    let result = try await ends.connect()
    guard let agreed = row.agreed else {
      #expect(result.clientError?.alert == .noApplicationProtocol)
      #expect(
        result.serverError.map { "\($0)" }
          == "TLS: no application protocol in common with the peer"
      )
      return
    }
    let (client, server) = try result.get()
    #expect(client.negotiated.applicationProtocol == agreed)
    #expect(server.negotiated.applicationProtocol == agreed)
  }

  @Test(arguments: ["", String(repeating: "x", count: 256)])
  func `a protocol's name has 1 to 255 bytes`(name: String) throws {
    var client = TLSClientConfiguration()
    client.applicationProtocols = [name]
    #expect(throws: TLSConfigurationError.self) { try TLSClient(client) }
    var server = try Ends().server
    server.applicationProtocols = [name]
    #expect(throws: TLSConfigurationError.self) { try TLSServer(server) }
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a client proves who it is where it must`(version: TLSVersion) async throws {
    let people = CertificateAuthority.make("People")
    let alice = try people.issue {
      $0.commonName = "alice"
      $0.isForServers = false
      $0.hostNames = []
      $0.ipAddresses = []
      $0.emailAddresses = ["alice@example.com"]
    }
    var ends = try Ends()
    ends.client.versionMax = version
    ends.server.clientAuthentication = .required(try people.roots)
    ends.client.identity = try alice.identity
    let (_, server) = try await ends.connect().get()
    #expect(server.peerCertificates.map(\.subject) == ["CN=alice", "CN=People"])
    #expect(server.peerCertificates.first?.emailAddresses == ["alice@example.com"])
    ends.client.identity = nil
    try await expectRefusal(
      of: ends,
      "TLS: the peer has shown no certificate",
      version == .tls13 ? .certificateRequired : .handshakeFailure
    )
    ends.server.clientAuthentication = .optional(try people.roots)
    let (client, anonymous) = try await ends.connect().get()
    #expect(anonymous.peerCertificates == [])
    try await client.write("hello")
    #expect(try await anonymous.read(atMost: 10) == Array("hello".utf8))
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a client's certificate of a stranger, or of a server, is refused`(
    version: TLSVersion
  ) async throws {
    let people = CertificateAuthority.make("People")
    var ends = try Ends()
    ends.client.versionMax = version
    for authentication in [
      TLSClientAuthentication.optional(try people.roots), .required(try people.roots),
    ] {
      ends.server.clientAuthentication = authentication
      let stranger = try CertificateAuthority.make("Stranger").issue { $0.isForServers = false }
      ends.client.identity = try stranger.identity
      try await expectRefusal(
        of: ends,
        "TLS: nobody known has signed the certificate (issuer CN=Stranger)",
        .unknownCertificateAuthority
      )
      ends.client.identity = try people.issue().identity
      try await expectRefusal(
        of: ends,
        "TLS: the certificate is not for this purpose",
        TLSAlert(rawValue: 43)
      )
    }
  }

  /// Expects the server to refuse the client, which is told in the handshake, or with TLS 1.3 where
  /// it reads first.
  private func expectRefusal(of ends: Ends, _ text: String, _ alert: TLSAlert) async throws {
    let result = try await ends.connect()
    #expect(result.serverError.map { "\($0)" } == text)
    switch result.client {
    case .failure(let error): #expect(error.alert == alert)
    case .success(let client):
      let error = await failure { () async throws(TLSError) in try await client.read(atMost: 1) }
      #expect(error?.alert == alert)
      await client.close()
    }
  }
}
