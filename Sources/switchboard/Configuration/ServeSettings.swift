import Accounts
import Logging
import SocketAddresses

/// How `switchboard serve` behaves: one property for each key, with its default.
///
/// What each means, and how it is written, says `Setting.all`.
struct ServeSettings: Hashable, Sendable {
  // Where it listens.
  var ftp = [Self.standardAddress]
  var ftps: [Endpoint] = []
  var proxyFrom: [IPNetwork] = []
  var loops: Int?
  var grace = Duration.seconds(30)
  var banner = "Service ready"

  // Encryption.
  var tlsCertificate: String?
  var tlsKey: String?
  var requireTLS = TLSRequirement.no
  var dataSessionReuse = SessionReuse.accept
  var allowMissingCloseNotify = false

  // Data connections.
  var passivePorts: PortRange?
  var passiveAddress: [PassiveAddress] = []
  var activeMode = true

  // Limits.
  var sessionsMax = 10_000
  var sessionsPerAddress: Int? = 200
  var sessionsPerAccount: Int?
  var loginTimeout = Duration.seconds(60)
  var idleTimeout = Duration.seconds(300)
  var stalledTimeout = Duration.seconds(120)
  var dataTimeout = Duration.seconds(30)
  var handshakeTimeout = Duration.seconds(15)
  var sessionTimeout: Duration?
  var uploadRate: Int64?
  var downloadRate: Int64?
  var matchesMax = 10_000
  var passwordChecks = 2
  var waitingLogins = 256
  var fileCalls = 32

  // Failed logins.
  var loginDelay = Duration.seconds(1)
  var loginDelayMax = Duration.seconds(10)
  var banAfter = 10
  var banTime = Duration.seconds(600)
  var failureMemory = Duration.seconds(600)

  // Clients without an account.
  var anonymousHome: String?
  var anonymousPermissions = Permissions.readOnly

  // Files.
  var homeRoots: [String] = []
  var fileMode: UInt16 = 0o644
  var directoryMode: UInt16 = 0o755
  var fsync = false
  var keepCutUploads = Duration.seconds(24 * 3600)
  var cutLostUploads = true

  // The process.
  var user: String?
  var logLevel = Logger.Level.info
  var transferLog: String?
  var xferlog: String?

  /// The files that it writes lines to, by their keys.
  var logFiles: [(key: String, path: String)] {
    [("transfer-log", transferLog), ("xferlog", xferlog)].compactMap { key, path in
      path.map { (key, $0) }
    }
  }

  /// Where it listens if nobody says otherwise: reached from this machine only.
  static let standardAddress = Endpoint(.v4(.loopback), port: 2121)
}

/// What is refused without encryption.
enum TLSRequirement: String, Hashable, Sendable, CaseIterable {
  case no
  /// To log in.
  case login
  /// To log in, and data connections.
  case data
}

/// Whether a data connection resumes the TLS session of its control connection.
enum SessionReuse: String, Hashable, Sendable, CaseIterable {
  case off
  case accept
  case require
}

/// Ports from the first to the last.
struct PortRange: Hashable, Sendable {
  var ports: ClosedRange<UInt16>
}

/// What clients of a network are told to connect to.
struct PassiveAddress: Hashable, Sendable {
  /// The clients.
  var network: IPNetwork
  /// Nil is what they have reached.
  var address: IPv4Address?
}
