import ByteStreams
import Synchronization
import TLS
import Testing

/// Sessions that are resumed, by clients and by servers.
@Suite(.timeLimit(.minutes(10))) struct TLSSessionTests {
  /// How a server keeps its sessions.
  enum Keeping: CaseIterable, Sendable {
    case tickets
    case store
  }

  @Test(arguments: [TLSVersion.tls13, .tls12], Keeping.allCases)
  func `a session is resumed, and the server knows which`(
    version: TLSVersion,
    keeping: Keeping
  ) async throws {
    var ends = try Ends()
    ends.client.versionMax = version
    ends.server.sessionStore = keeping == .store ? MemoryStore() : nil
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    let first = try await ends.connectAndTalk(client, server)
    let stranger = try await ends.connectAndTalk(client, server)
    #expect(!first.client.negotiated.isResumed)
    #expect(!stranger.server.resumes(first.server))
    ends.session = try #require(first.client.session) as TLSSession
    let second = try await ends.connectAndTalk(client, server)
    #expect(second.client.negotiated.isResumed)
    #expect(second.server.negotiated.isResumed)
    #expect(second.server.resumes(first.server))
    #expect(!second.server.resumes(stranger.server))
    #expect(!second.client.resumes(first.client))
    #expect(second.client.peerCertificates.map(\.subject) == ["CN=server"])
    // What comes of a resumed session is still the first one's.
    ends.session = try #require(second.client.session) as TLSSession
    let third = try await ends.connectAndTalk(client, server)
    #expect(third.server.resumes(first.server))
    #expect(third.server.resumes(second.server))
    #expect(!third.server.resumes(stranger.server))
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a client's certificate is known again in a resumed session`(
    version: TLSVersion
  ) async throws {
    let people = CertificateAuthority.make("People")
    var ends = try Ends()
    ends.client.versionMax = version
    ends.client.identity = try people.issue {
      $0.isForServers = false
      $0.commonName = "alice"
    }.identity
    ends.server.clientAuthentication = .required(try people.roots)
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    ends.session =
      try #require(try await ends.connectAndTalk(client, server).client.session) as TLSSession
    let resumed = try await ends.connectAndTalk(client, server)
    #expect(resumed.server.negotiated.isResumed)
    #expect(resumed.server.peerCertificates.first?.subject == "CN=alice")
  }

  @Test func `a session that was written down is as good`() async throws {
    var ends = try Ends()
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    let session = try #require(try await ends.connectAndTalk(client, server).client.session)
    ends.session = TLSSession(serverName: session.serverName, bytes: session.bytes)
    let other = try TLSClient(ends.client)
    #expect(try await ends.connectAndTalk(other, server).client.negotiated.isResumed)
  }

  @Test func `a session is of no use under another name, or if it is none`() async throws {
    var ends = try Ends()
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    let session = try #require(try await ends.connectAndTalk(client, server).client.session)
    ends.session = session
    ends.serverName = "127.0.0.1"
    #expect(try await !ends.connectAndTalk(client, server).client.negotiated.isResumed)
    ends.serverName = "localhost"
    let useless: [[UInt8]] = [
      [], [1, 2, 3], session.bytes.dropLast(), Array(repeating: 0x30, count: 70_000),
    ]
    for bytes in useless {
      ends.session = TLSSession(serverName: "localhost", bytes: bytes)
      #expect(try await !ends.connectAndTalk(client, server).client.negotiated.isResumed)
    }
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `what began unverified is not resumed by who verifies`(version: TLSVersion) async throws {
    var ends = try Ends()
    ends.client.versionMax = version
    let server = try TLSServer(ends.server)
    let pins = Set([try CertificateAuthority.shared.issue().identity.certificate.keyPin])
    let verifying = [ends.client.verification, .pinnedOnly(pins), .full(andPinned: pins)]
    ends.client.verification = .dangerouslyNone
    let careless = try TLSClient(ends.client)
    ends.session =
      try #require(try await ends.connectAndTalk(careless, server).client.session) as TLSSession
    #expect(try await ends.connectAndTalk(careless, server).client.negotiated.isResumed)
    for verification in verifying {
      ends.client.verification = verification
      let error = await ends.connect(try TLSClient(ends.client), server).clientError
      guard case .certificate(.notVerified)? = error else {
        Issue.record("\(verification): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func `a server that keeps no sessions resumes none`() async throws {
    for version in [TLSVersion.tls13, .tls12] {
      var ends = try Ends()
      ends.client.versionMax = version
      ends.server.sessionLifetime = .zero
      let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
      ends.session = try await ends.connectAndTalk(client, server).client.session
      #expect(try await !ends.connectAndTalk(client, server).client.negotiated.isResumed)
    }
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a session that the store has lost is not resumed`(version: TLSVersion) async throws {
    let store = MemoryStore()
    var ends = try Ends()
    ends.client.versionMax = version
    ends.server.sessionStore = store
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    ends.session =
      try #require(try await ends.connectAndTalk(client, server).client.session) as TLSSession
    #expect(store.count > 0)
    // Another server of the same store, as after a restart, knows it.
    let restarted = try TLSServer(ends.server)
    #expect(try await ends.connectAndTalk(client, restarted).client.negotiated.isResumed)
    store.clear()
    #expect(try await !ends.connectAndTalk(client, server).client.negotiated.isResumed)
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `what began without a client's certificate is not resumed where one is needed`(
    version: TLSVersion
  ) async throws {
    var ends = try Ends()
    ends.client.versionMax = version
    ends.server.sessionStore = MemoryStore()
    let client = try TLSClient(ends.client)
    let open = try TLSServer(ends.server)
    ends.session =
      try #require(try await ends.connectAndTalk(client, open).client.session) as TLSSession
    #expect(try await ends.connectAndTalk(client, open).server.negotiated.isResumed)
    ends.server.clientAuthentication = .required(try CertificateAuthority.shared.roots)
    let error = await ends.connect(client, try TLSServer(ends.server)).serverError
    #expect(error.map { "\($0)" } == "TLS: the peer has shown no certificate")
  }

  @Test func `a session tells nobody its secrets`() throws {
    let session = TLSSession(serverName: "localhost", bytes: Array("secret".utf8))
    var dumped = ""
    dump(session, to: &dumped)
    for text in ["\(session)", "\([session])", dumped] {
      #expect(!text.contains("115") && !text.contains("secret"), "\(text)")
      #expect(text.contains("session with localhost"))
    }
  }
}

extension Ends {
  /// Connects, and lets each end say something: the session comes with what a client reads.
  fileprivate func connectAndTalk(
    _ client: TLSClient,
    _ server: TLSServer
  ) async throws -> MemoryEnds {
    let ends = try await connect(client, server).get()
    try await ends.server.write("hello")
    _ = try await ends.client.read(atMost: 100)
    try await ends.client.finishWriting()
    _ = try await ends.server.read(atMost: 100)
    await ends.server.close()
    await ends.client.close()
    return ends
  }
}

/// Sessions in a dictionary.
private final class MemoryStore: TLSSessionStore {
  private let sessions = Mutex<[[UInt8]: [UInt8]]>([:])

  var count: Int { sessions.withLock(\.count) }

  func clear() {
    sessions.withLock { $0 = [:] }
  }

  func keep(_ session: [UInt8], for id: [UInt8]) {
    sessions.withLock { $0[id] = session }
  }

  func session(for id: [UInt8]) -> [UInt8]? {
    sessions.withLock { $0[id] }
  }

  func forget(_ id: [UInt8]) {
    sessions.withLock { $0[id] = nil }
  }
}
