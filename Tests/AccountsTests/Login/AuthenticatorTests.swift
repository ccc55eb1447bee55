import Accounts
import SocketAddresses
import TestSupport
import Testing

struct AuthenticatorTests {
  /// What a client asks for; what it leaves out is right.
  private struct Attempt {
    var name = "ada"
    var password = "secret"
    var peer: String? = "10.0.0.1"
    var over = AccessProtocol.ftp
    var isProtected = true
    var now: Int64 = 1_000
  }

  private struct Bench {
    let store: any AccountStore
    let hashing = CountingHashing()
    let authenticator: Authenticator

    /// An account `ada` whose password is `secret`.
    init(
      _ settings: AccountSettings = .init(),
      password: PasswordHash? = try? .cheap(of: "secret"),
      parameters: ScryptParameters = .least
    ) throws {
      store = try SQLiteAccountStore(inMemoryWith: .sample)
      authenticator = Authenticator(store: store, parameters: parameters, hashing: hashing)
      _ = try store.addAccount(
        named: try name("ada"),
        settings: settings,
        passwordHash: password
      )
    }

    func logIn(_ attempt: Attempt = Attempt()) throws -> Result<Account, LoginRefusal> {
      authenticator.logIn(
        name: bytes(attempt.name),
        password: bytes(attempt.password),
        peer: try attempt.peer.map { try #require(IPAddress($0)) },
        over: attempt.over,
        isProtected: attempt.isProtected,
        now: attempt.now
      )
    }

    var computations: [ScryptParameters] { hashing.computations.value }
  }

  @Test func `the right password gives the account, for one computation`() throws {
    let bench = try Bench(.with { $0.sessionsMax = .limit(2) })
    let account = try bench.logIn().get()
    #expect(account == (try bench.store.account(named: name("ada"))))
    #expect(account.sessionsMax == 2)
    #expect(bench.computations == [.least])
  }

  private static let refused: [(settings: AccountSettings, attempt: Attempt, why: LoginRefusal)] = [
    (.init(), Attempt(name: "bob"), .unknownAccount),
    (.init(), Attempt(name: "Ada"), .unknownAccount),
    (.init(), Attempt(name: ""), .invalidName),
    (.init(), Attempt(name: "../ada"), .invalidName),
    (.init(), Attempt(name: "ada\0"), .invalidName),
    (.init(), Attempt(name: String(repeating: "x", count: 4_096)), .invalidName),
    (.init(), Attempt(password: "Secret"), .wrongPassword),
    (.init(), Attempt(password: ""), .wrongPassword),
    (.init(), Attempt(password: String(repeating: "x", count: 4_096)), .wrongPassword),
    (.with { $0.isEnabled = false }, Attempt(), .disabled),
    (.with { $0.isEnabled = false }, Attempt(password: "x"), .wrongPassword),
    (.with { $0.expires = .limit(1_000) }, Attempt(), .expired),
    (.with { $0.networks = [IPNetwork(.v4(.loopback))] }, Attempt(), .networkNotAllowed),
    (.with { $0.protocols = [.ftps, .sftp] }, Attempt(), .protocolNotAllowed(.ftp)),
    (.with { $0.requiresTLS = true }, Attempt(isProtected: false), .requiresTLS),
  ]

  @Test(arguments: refused.indices)
  func `every refusal has its cause, and costs as much as a login`(index: Int) throws {
    let (settings, attempt, why) = Self.refused[index]
    let bench = try Bench(settings)
    #expect(try bench.logIn(attempt) == .failure(why))
    #expect(bench.computations == [.least])
  }

  @Test func `an account without a password lets nobody in, at the same cost`() throws {
    let bench = try Bench(password: nil)
    #expect(try bench.logIn() == .failure(.noPassword))
    #expect(try bench.logIn(Attempt(password: "")) == .failure(.noPassword))
    #expect(bench.computations == [.least, .least])
  }

  @Test func `who meets every condition gets in`() throws {
    let bench = try Bench(
      .with { settings in
        settings.expires = .limit(1_001)
        settings.networks = [IPNetwork(.v4(.loopback))]
        settings.protocols = [.ftps]
        settings.requiresTLS = true
      }
    )
    for peer in ["127.0.0.1", "::ffff:127.0.0.1", nil] {
      #expect(throws: Never.self) {
        try bench.logIn(Attempt(peer: peer, over: .ftps)).get()
      }
    }
  }

  @Test func `a hash that is weaker than today's is replaced after a login, once`() throws {
    let stronger = try #require(
      ScryptParameters(costLogarithm: 11, blockSize: 1, parallelism: 1)
    )
    let bench = try Bench(parameters: stronger)
    let name = try name("ada")
    let before = try #require(try bench.store.credentials(of: name))
    #expect(try bench.logIn(Attempt(password: "x")) == .failure(.wrongPassword))
    #expect(try bench.store.credentials(of: name)?.passwordHash == before.passwordHash)
    _ = try bench.logIn().get()
    let after = try #require(try bench.store.credentials(of: name))
    #expect(after.passwordHash?.parameters == stronger)
    #expect(after.account == before.account)
    _ = try bench.logIn().get()
    #expect(try bench.store.credentials(of: name)?.passwordHash == after.passwordHash)
    #expect(bench.computations == [.least, .least, stronger, stronger])
  }

  @Test func `a hash is not replaced where the login is refused for another reason`() throws {
    let stronger = try #require(
      ScryptParameters(costLogarithm: 11, blockSize: 1, parallelism: 1)
    )
    let bench = try Bench(.with { $0.isEnabled = false }, parameters: stronger)
    #expect(try bench.logIn() == .failure(.disabled))
    #expect(bench.computations == [.least])
  }

  @Test func `a store that fails is no fault of the client`() async throws {
    try await temporaryDirectory { directory in
      let path = directory + "/accounts.sqlite"
      let store = try SQLiteAccountStore(path: path, defaults: .sample)
      let authenticator = Authenticator(store: store, parameters: .least)
      try await SQLiteScript("DROP TABLE account").run(path)
      let result = authenticator.logIn(
        name: bytes("ada"),
        password: [1],
        peer: nil,
        over: .ftp,
        isProtected: true,
        now: 0
      )
      guard case .failure(.unavailable(let error)) = result else {
        Issue.record("\(result)")
        return
      }
      #expect(error.description.contains("no such table"))
    }
  }
}
