internal import Accounts
internal import EventLoops
internal import HomeDirectories
internal import SocketServers
internal import Synchronization
internal import SystemCalls

/// What the sessions of a server share.
final class FTPServerState: Sendable {
  let accounts: any AccountStore
  let authenticator: Authenticator
  let ledger: QuotaLedger
  let sessions = FTPSessionTable()
  let guarding: LoginGuard
  /// Checks passwords: as many threads as may at the same time.
  let logins: OffloadPool
  /// Makes calls that wait for the disk.
  let work: FileWork
  private let current: Mutex<SharedConfiguration>

  init(_ configuration: FTPServerConfiguration, accounts: any AccountStore) {
    self.accounts = accounts
    authenticator = Authenticator(
      store: accounts,
      parameters: configuration.scrypt,
      hashing: configuration.hashing
    )
    ledger = QuotaLedger(store: accounts)
    guarding = LoginGuard(limits: configuration.logins)
    logins = OffloadPool(
      name: "logins",
      threadsMax: configuration.limits.passwordChecks,
      queueMax: configuration.limits.waitingLogins
    )
    work = FileWork(
      pool: OffloadPool(
        name: "files",
        threadsMax: configuration.limits.fileCalls,
        queueMax: configuration.limits.waitingFileCalls,
        idleTime: configuration.limits.fileThreadTime
      )
    )
    current = Mutex(SharedConfiguration(configuration))
  }

  /// The moment, by the clock that failed logins are counted with.
  var now: Duration { .nanoseconds(MonotonicClock.nanoseconds) }

  /// How the server behaves now: a session keeps to what held when it began.
  var configuration: FTPServerConfiguration {
    get { sharedConfiguration.value }
    set { current.withLock { $0 = SharedConfiguration(newValue) } }
  }

  /// The same, to be kept.
  var sharedConfiguration: SharedConfiguration { current.withLock { $0 } }
}
