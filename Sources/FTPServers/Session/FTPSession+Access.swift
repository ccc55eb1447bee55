internal import Accounts
internal import AsyncSockets
internal import ByteStreams
internal import EventLoops
internal import FTPProtocol
internal import HomeDirectories
internal import SocketServers
internal import Sockets
internal import Synchronization
internal import SystemCalls
internal import TLS

// Who the client is, and how the control connection is encrypted.
extension FTPSession {
  func performAccess(_ command: FTPCommand) async throws {
    switch command {
    case .user:
      await forgetLogin()
      try await reply(to: command) { .passwordNeeded }
    case .pass(let password): try await logIn(password, command)
    case .host: try await reply(to: command) { .unknownHost }
    case .quit:
      end = .quit
      try await send(.goodbye)
    case .rein: try await beginAnew(command)
    case .auth: try await encrypt(command)
    default: break
    }
  }

  /// Forgets who has logged in, and what was prepared for them.
  ///
  /// Who was logged in has the time for a login again; who was not has no more than before.
  func forgetLogin() async {
    if account != nil { loginDeadline = .after(settings.limits.loginTime) }
    access = nil
    directory = .root
    server.sessions.logOut(record)
    await dropPreparation()
  }

  /// Forgets how a data connection was to be made.
  func dropPreparation() async {
    let dropped = [preparation, refusedPreparation]
    (preparation, refusedPreparation) = (.none, .none)
    for each in dropped { await each.drop() }
  }

  /// RFC 4217, section 13: the reply still goes encrypted, what follows does not.
  private func beginAnew(_ command: FTPCommand) async throws {
    await forgetLogin()
    try await reply(to: command) { .ready(settings.banner) }
    guard !state.isEncrypted, let encryption else { return }
    let inTheClear = try await withTimeout(settings.limits.handshakeTime) {
      () async throws(TLSError) in
      try await encryption.endEncryption()
    }
    lines.append(inTheClear)
    self.encryption = nil
    control = connection.transport
    record.state.withLock { $0.isEncrypted = false }
  }

  private func encrypt(_ command: FTPCommand) async throws {
    guard let tls = settings.tls else {
      return try await reply(to: command) { .tlsNotConfigured }
    }
    await forgetLogin()
    try await reply(to: command) { .beginTLS }
    // What the client, or somebody between, has sent behind AUTH must not count as encrypted.
    lines.removeAll()
    do throws(TLSError) {
      let transport = connection.transport
      transport.limitWaits(to: settings.limits.handshakeTime, until: .never)
      let stream = try await withTimeout(settings.limits.handshakeTime) {
        () async throws(TLSError) in
        try await tls.accept(over: transport)
      }
      encryption = stream
      control = stream
      record.state.withLock { $0.isEncrypted = true }
    } catch {
      end = .lost
      settings.report(.handshakeFailed(record.id, peer: record.peer, reason: "\(error)"))
    }
  }
}

// The login.
extension FTPSession {
  private func logIn(_ password: [UInt8], _ command: FTPCommand) async throws {
    let name = state.userName ?? []
    guard !isBanned else { return try await turnAway() }
    switch await check(name, password) {
    case .success(let account):
      try await reply(to: command) { try await open(account) }
    case .failure(.unavailable(let error)):
      settings.report(.failed(record.id, "\(error)"))
      try await reply(to: command) { .loginFailed }
    case .failure(let refusal):
      settings.report(.loginRefused(record.id, name: name, peer: record.peer, refusal))
      let now = Duration.nanoseconds(MonotonicClock.nanoseconds)
      let penalty = server.guarding.noteFailure(of: record.peer, name: name, at: now)
      connection.transport.limitWaits(to: nil, until: .never)
      try await loop.sleep(for: penalty.delay)
      try await reply(to: command) { .loginFailed }
      guard penalty.banEnd != nil || state.hasFailedTooOften else { return }
      end = .failedLogins
    }
  }

  /// Checks a login on a thread for that.
  private func check(
    _ name: [UInt8],
    _ password: [UInt8]
  ) async -> Result<Account, LoginRefusal> {
    if let account = settings.anonymous?.account, Self.anonymousNames.contains(name) {
      return .success(account)
    }
    let authenticator = server.authenticator
    let (peer, isProtected) = (record.peer, state.isEncrypted)
    let accessProtocol: AccessProtocol = state.policy.tls == .implicit ? .ftps : .ftp
    do throws(OffloadError<Never>) {
      return try await server.logins.run {
        authenticator.logIn(
          name: name,
          password: password,
          peer: peer,
          over: accessProtocol,
          isProtected: isProtected,
          now: RealTimeClock.now.seconds
        )
      }
    } catch {
      settings.report(.turnedAway(record.id, peer: record.peer, .busy))
      return .failure(.unavailable(.locked(path: "logins")))
    }
  }

  /// Lets an account in: opens its home.
  private func open(_ account: Account) async throws -> FTPReply {
    let countMax = account.sessionsMax ?? settings.limits.sessionsPerAccount
    guard server.sessions.logIn(record, as: account, countMax: countMax) else {
      settings.report(.turnedAway(record.id, peer: record.peer, .sessionsOfAccount))
      end = .refused
      return .tooManySessions
    }
    let (files, roots) = (settings.files, account.id.rawValue == 0 ? [] : settings.homeRoots)
    do throws(ActionError) {
      let home = try await server.work.run { () throws(HomeError) in
        let home = try HomeDirectory(at: account.home, makingWith: 0o700, settings: files)
        if roots.isEmpty { return home }
        guard try home.isBeneath(anyOf: roots) else { throw .permissionDenied }
        return home
      }
      access = HomeAccess(to: home, rules: account.access, owner: account.id.rawValue)
    } catch {
      server.sessions.logOut(record)
      settings.report(.failed(record.id, "home of \(account.name.text): \(error)"))
      return FTPReply(530, "Home directory not available")
    }
    server.guarding.noteSuccess(of: record.peer)
    directory = .root
    settings.report(
      .loggedIn(
        record.id,
        name: account.name.text,
        peer: record.peer,
        isEncrypted: state.isEncrypted
      )
    )
    return .loggedIn
  }

  private static let anonymousNames = [Array("anonymous".utf8), Array("ftp".utf8)]
}

extension FTPAnonymousAccess {
  /// What stands for an account; nobody can have its number.
  var account: Account? {
    guard let name = AccountName("anonymous") else { return nil }
    var settings = AccountSettings()
    settings.home = home
    settings.permissions = access.permissions
    settings.pathRules = access.rules
    let stored = StoredAccount(
      id: AccountID(rawValue: 0),
      name: name,
      settings: settings,
      hasPassword: false,
      revision: 0
    )
    return Account(stored, groups: [], defaults: AccountDefaults(homesDirectory: home))
  }
}
