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

/// A client's session, from its greeting to its end: it reads commands, does them in order, and
/// answers each.
///
/// It belongs to the task of its connection, on that one's loop. While a transfer runs, in a child
/// task, it goes on reading commands, and does those at once that do not wait for the end.
///
/// What a task needs on its way to a wait, it keeps as long as that lasts, inlined functions and
/// all. So those that are not on the way to the wait for a command are not inlined there: an idle
/// session is smaller by that.
final class FTPSession {
  let connection: ServerConnection
  let server: FTPServerState
  /// What held when the session began.
  var settings: FTPServerConfiguration { shared.value }
  private let shared: SharedConfiguration
  let record: FTPSessionRecord
  var loop: EventLoop { connection.transport.eventLoop }

  /// What commands come over: the connection itself, or TLS on it.
  var control: any ByteStream & Sendable
  /// The same where it is encrypted.
  var encryption: TLSStream<StreamConnection>?

  var state: FTPSessionState
  var lines = SessionLines()

  /// Who has logged in.
  var account: Account? { record.state.withLock { $0.account } }
  /// The account's home, and what it may do there.
  var access: HomeAccess?
  /// Where relative paths begin.
  var directory = HomePath.root
  /// How the next data connection is to be made.
  var preparation = DataPreparation.none
  /// What was prepared for a transfer that was refused: the client may have connected already, and
  /// would find its connection reset before it reads why.
  var refusedPreparation = DataPreparation.none
  /// The transfer that runs.
  var transfer: TransferProgress?
  /// Whether it was ended by ABOR.
  var isAborted = false
  /// Why the session is over, as soon as it is.
  var end: FTPSessionEnd?
  /// When the login must have come, where there is none.
  var loginDeadline: Deadline

  @inline(never)
  init(_ connection: ServerConnection, _ server: FTPServerState) {
    let shared = server.sharedConfiguration
    let settings = shared.value
    self.connection = connection
    self.server = server
    self.shared = shared
    record = server.sessions.add(connection)
    control = connection.stream
    encryption = connection.upgraded as? TLSStream<StreamConnection>
    let tls: FTPSessionPolicy.TLS =
      encryption != nil ? .implicit : settings.tls == nil ? .none : .explicit
    state = FTPSessionState(
      policy: FTPSessionPolicy(
        tls: tls,
        loginNeedsTLS: settings.loginNeedsTLS,
        dataNeedsTLS: settings.dataNeedsTLS
      )
    )
    loginDeadline = .after(settings.limits.loginTime)
    record.state.withLock { $0.isEncrypted = tls == .implicit }
  }

  /// Serves the client to the end of the session.
  func run() async {
    do {
      try await greet()
      while end == nil { try await serveNext() }
    } catch {
      await finish(after: error)
    }
    await leave()
  }

  @inline(never)
  private func greet() async throws {
    settings.report(.began(record.id, peer: record.peer))
    // What comes as urgent data, the mark of a Telnet Synch, stays in its place (RFC 854).
    try? connection.transport.withSocket { socket throws(SocketError) in
      try socket.set(.outOfBandInline, to: true)
    }
    guard !isBanned else { return try await turnAway() }
    try await send(.ready(settings.banner))
  }

  /// Whether the client's address is banned: since it came, too.
  var isBanned: Bool {
    server.guarding.banEnd(of: record.peer, at: server.now) != nil
  }

  /// Ends the session of a client that is banned.
  func turnAway() async throws {
    settings.report(.turnedAway(record.id, peer: record.peer, .banned))
    end = .refused
    try await send(.tooManyFailedLogins)
  }

  /// Takes the next command, or notices that the session is to end.
  private func serveNext() async throws {
    switch try await nextLine() {
    case .line(let line): try await serve(line)
    case .ended: end = .lost
    case .interrupted: try await sayFarewell()
    case .draining:
      end = .shutdown
      try await send(.shuttingDown)
    }
  }

  /// Does what a line asks for.
  @inline(never)
  func serve(_ line: FTPLine) async throws {
    let parsed = FTPCommand.parse(line)
    switch state.admit(parsed) {
    case .reply(let reply): try await send(reply)
    case .close(let reply):
      end = .protocolViolation
      try await send(reply)
    case .perform(let command):
      record.state.withLock { $0.activity = command.verb.rawValue }
      defer { record.state.withLock { $0.activity = nil } }
      try await perform(command)
    }
  }

  /// Tells the client why an administrator, or a change of its account, ends the session.
  @inline(never)
  private func sayFarewell() async throws {
    guard let reason = record.end else { return }
    end = reason
    try await send(reason == .shutdown ? .shuttingDown : .endedByAdministrator)
  }

  /// Ends a session whose client says nothing any more, or cannot be talked to.
  @inline(never)
  private func finish(after error: any Error) async {
    guard end == nil else { return }
    if Task.isCancelled {
      end = .shutdown
    } else if let error = error as? SocketError, error.code == .timedOut {
      await endIdle()
    } else if let error = error as? TLSError, error.isTimeout {
      await endIdle()
    } else {
      end = .lost
    }
  }

  private func endIdle() async {
    end = state.stage == .loggedIn ? .idle : .loginTooSlow
    await sendLast(end == .idle ? .idleTooLong : .loginTooSlow)
  }

  @inline(never)
  private func leave() async {
    await dropPreparation()
    settings.report(
      .ended(record.id, name: account?.name.text, reason: end ?? .lost)
    )
    server.sessions.remove(record)
    connection.transport.limitWaits(to: .seconds(1), until: .never)
    if let encryption { await encryption.close() }
  }
}

extension TLSError {
  /// Whether the peer has ended without saying so.
  var isTruncation: Bool {
    if case .truncated = self { true } else { false }
  }

  /// Whether a wait of the stream below has taken too long.
  var isTimeout: Bool {
    if case .transport(let error as SocketError) = self { error.code == .timedOut } else { false }
  }
}
