/// Keys that belong together.
struct SettingSection: Sendable {
  let title: String
  let settings: [Setting]
}

extension Setting {
  /// Every key, in the order of the file.
  static let sections: [SettingSection] = [
    SettingSection(title: "Where it listens", settings: listening),
    SettingSection(title: "Encryption", settings: encryption),
    SettingSection(title: "Data connections", settings: dataConnections),
    SettingSection(title: "Limits", settings: limits),
    SettingSection(title: "Failed logins", settings: failedLogins),
    SettingSection(title: "Clients without an account", settings: anonymous),
    SettingSection(title: "Files", settings: files),
    SettingSection(title: "The process", settings: process),
  ]

  /// Every key.
  static let all = sections.flatMap(\.settings)

  /// The key of a name; nil where there is none.
  static func named(_ name: String) -> Setting? {
    all.first { $0.name == name }
  }

  private static let listening: [Setting] = [
    .list(
      "ftp",
      \.ftp,
      .endpoint,
      isReloadable: false,
      """
      Where it listens for FTP, with TLS for who asks for it. HOST may be a name, of which all \
      addresses are taken; [::] takes IPv4 too; port 0 is a free one. The default holds where \
      neither ftp nor ftps is given.
      """
    ),
    .list(
      "ftps",
      \.ftps,
      .endpoint,
      isReloadable: false,
      "Where it listens for FTP with TLS from the first byte (implicit TLS), mostly port 990."
    ),
    .list(
      "proxy-from",
      \.proxyFrom,
      .network,
      isReloadable: false,
      """
      Proxies that send a PROXY header before each connection. Where some are given, others are \
      not served.
      """
    ),
    .optional(
      "loops",
      \.loops,
      .count(1...1024),
      or: "auto",
      isReloadable: false,
      "Threads that serve. auto is one for each core."
    ),
    .one(
      "grace",
      \.grace,
      .time(),
      isReloadable: false,
      "How long transfers may go on after SIGTERM or SIGINT."
    ),
    .one(
      "banner",
      \.banner,
      .line(bytesMax: 200),
      "What is said to whoever connects. It should name no version."
    ),
  ]

  private static let encryption: [Setting] = [
    .optional(
      "tls-certificate",
      \.tlsCertificate,
      .path,
      or: "default",
      """
      The file with the certificate and those up to its root (PEM), which is read again at SIGHUP. \
      The default is tls/certificate.pem in the data folder, which signs itself.
      """
    ),
    .optional(
      "tls-key",
      \.tlsKey,
      .path,
      or: "default",
      "The file with the certificate's key (PEM). The default is tls/key.pem in the data folder."
    ),
    .one(
      "require-tls",
      \.requireTLS,
      .word,
      """
      What is refused without TLS: login means that nobody can log in, data that no data \
      connection is made either. Accounts can require TLS for themselves.
      """
    ),
    .one(
      "data-session-reuse",
      \.dataSessionReuse,
      .word,
      """
      Whether a data connection must resume the TLS session of its control connection, which shows \
      that the same client has made both. Many clients cannot do what require asks for.
      """
    ),
    .one(
      "allow-missing-close-notify",
      \.allowMissingCloseNotify,
      .flag,
      """
      Whether an upload with TLS counts as whole that ends without close_notify. Nobody knows then \
      whether it is; some old clients never send it.
      """
    ),
  ]

  private static let dataConnections: [Setting] = [
    .optional(
      "passive-ports",
      \.passivePorts,
      .ports,
      or: "any",
      "Ports for passive data connections: what a firewall must let in."
    ),
    .list(
      "passive-address",
      \.passiveAddress,
      .passiveAddress,
      """
      What clients are told to connect to, where the server is behind NAT. The first entry with \
      the client's network counts; own is the address that the client has reached.
      """
    ),
    .one(
      "active-mode",
      \.activeMode,
      .flag,
      """
      Whether clients may have the server connect to them: to the address of their control \
      connection, and to no other.
      """
    ),
  ]

  private static let limits: [Setting] = [
    .one(
      "sessions-max",
      \.sessionsMax,
      .count(1...1_000_000),
      isReloadable: false,
      "Sessions at the same time."
    ),
    .optional(
      "sessions-per-address",
      \.sessionsPerAddress,
      .count(1...1_000_000),
      or: "none",
      isReloadable: false,
      "Sessions at the same time of one address, or IPv6 network of 64 bits."
    ),
    .optional(
      "sessions-per-account",
      \.sessionsPerAccount,
      .count(1...1_000_000),
      or: "none",
      "Sessions at the same time of an account without a limit of its own."
    ),
    .one(
      "login-timeout",
      \.loginTimeout,
      .time(from: .seconds(1)),
      "How long a client may take from its coming to its login."
    ),
    .one(
      "idle-timeout",
      \.idleTimeout,
      .time(from: .seconds(1)),
      "How long a session may wait for its next command. RFC 1123 asks for five minutes at least."
    ),
    .one(
      "stalled-timeout",
      \.stalledTimeout,
      .time(from: .seconds(1)),
      "How long a transfer may stand without a byte going."
    ),
    .one(
      "data-timeout",
      \.dataTimeout,
      .time(from: .seconds(1)),
      "How long a client may take to make its data connection."
    ),
    .one(
      "handshake-timeout",
      \.handshakeTimeout,
      .time(from: .seconds(1)),
      isReloadable: false,
      "How long a TLS handshake may take."
    ),
    .optional(
      "session-timeout",
      \.sessionTimeout,
      .time(from: .seconds(1)),
      or: "none",
      isReloadable: false,
      "How long a session may last."
    ),
    .optional(
      "upload-rate",
      \.uploadRate,
      .rate,
      or: "none",
      "What a session may send, if its account has no rate of its own."
    ),
    .optional(
      "download-rate",
      \.downloadRate,
      .rate,
      or: "none",
      "What a session may fetch, if its account has no rate of its own."
    ),
    .one(
      "matches-max",
      \.matchesMax,
      .count(1...1_000_000),
      "Names that a pattern may match."
    ),
    .one(
      "password-checks",
      \.passwordChecks,
      .count(1...64),
      isReloadable: false,
      "Passwords that are checked at the same time: each takes a core and 32 MiB."
    ),
    .one(
      "waiting-logins",
      \.waitingLogins,
      .count(1...100_000),
      isReloadable: false,
      "Logins that may wait for that; who comes on top is told to come later."
    ),
    .one(
      "file-calls",
      \.fileCalls,
      .count(1...512),
      isReloadable: false,
      "Calls at the same time that wait for the disk: each has a thread."
    ),
  ]

  private static let failedLogins: [Setting] = [
    .one(
      "login-delay",
      \.loginDelay,
      .time(),
      isReloadable: false,
      "How long the answer to a failed login is held back. It doubles with each that follows."
    ),
    .one(
      "login-delay-max",
      \.loginDelayMax,
      .time(),
      isReloadable: false,
      "The longest that an answer is held back."
    ),
    .one(
      "ban-after",
      \.banAfter,
      .count(1...1_000_000),
      isReloadable: false,
      "Failed logins from one address after which it is banned."
    ),
    .one("ban-time", \.banTime, .time(), isReloadable: false, "How long a ban lasts."),
    .one(
      "failure-memory",
      \.failureMemory,
      .time(),
      isReloadable: false,
      "After how long without another one failed logins are forgotten."
    ),
  ]

  private static let anonymous: [Setting] = [
    .optional(
      "anonymous-home",
      \.anonymousHome,
      .path,
      or: "none",
      "The folder of clients that log in as anonymous or ftp, with any password. none admits none."
    ),
    .one(
      "anonymous-permissions",
      \.anonymousPermissions,
      .permissions,
      "What they may do there."
    ),
  ]

  private static let files: [Setting] = [
    .list(
      "home-roots",
      \.homeRoots,
      .path,
      isReloadable: false,
      """
      Folders that homes lie in. With user they are all that the server can reach beside its data, \
      and the default is homes in the data folder; without, any \
      home is accepted.
      """
    ),
    .one("file-mode", \.fileMode, .mode, "The mode of new files. No umask takes anything from it."),
    .one("directory-mode", \.directoryMode, .mode, "The mode of new directories."),
    .one(
      "fsync",
      \.fsync,
      .flag,
      "Whether an upload is on the disk before it counts as complete: milliseconds a file."
    ),
    .one(
      "keep-cut-uploads",
      \.keepCutUploads,
      .time(),
      "How long the part of an upload is kept that was cut, so that its client can go on."
    ),
    .one(
      "cut-lost-uploads",
      \.cutLostUploads,
      .flag,
      "Whether an upload in the clear counts as cut whose client has gone without QUIT."
    ),
  ]

  private static let process: [Setting] = [
    .optional(
      "user",
      \.user,
      .userName,
      or: "none",
      isReloadable: false,
      """
      The user that the server becomes which root has started, when its ports are open and its \
      keys are read, and before it serves anybody.
      """
    ),
    .one(
      "log-level",
      \.logLevel,
      .word,
      "What is written to standard error: this, and what is more important."
    ),
    .optional(
      "transfer-log",
      \.transferLog,
      .path,
      or: "none",
      "A file that gets a line of JSON for each transfer, login and denial."
    ),
    .optional(
      "xferlog",
      \.xferlog,
      .path,
      or: "none",
      "A file that gets a line for each transfer, in the form of wu-ftpd and its kin."
    ),
  ]
}
