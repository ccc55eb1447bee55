package import Accounts
package import HomeDirectories
package import Logging
package import SocketServers
package import TLS

/// How an FTP server behaves; what is not said here accounts say for themselves.
package struct FTPServerConfiguration: Sendable {
  /// How much clients may take.
  package var limits = FTPServerLimits()
  /// How passive data connections are made.
  package var passive = FTPPassiveSettings()
  /// Whether clients may have the server connect to them, by PORT and EPRT: to the address of their
  /// control connection, and to no other.
  package var allowsActiveMode = true
  /// What encrypts connections; nil offers no encryption, and `FTPListener` cannot be implicit.
  ///
  /// Its protocols (ALPN) should be `ftp` alone: a client of another protocol is refused then.
  package var tls: TLSServer?
  /// Whether nobody logs in without encryption.
  package var loginNeedsTLS = false
  /// Whether nothing goes over a data connection without encryption.
  package var dataNeedsTLS = false
  /// Whether an encrypted data connection must resume the session of its control connection.
  package var dataSessionReuse = FTPDataSessionReuse.accept
  /// Whether an encrypted upload that ends without `close_notify` counts as whole.
  ///
  /// Nobody knows then whether it is. Some old clients never send it.
  package var toleratesMissingCloseNotify = false
  /// Whether an upload in the clear whose control connection is gone without QUIT counts as cut.
  package var cutsUploadsOfLostClients = true
  /// What is said to whoever comes: it should name no version.
  package var banner = "Service ready"
  /// What clients without an account may do; nil lets nobody in.
  package var anonymous: FTPAnonymousAccess?
  /// Folders that the homes of accounts must lie in, or be; none is any folder.
  package var homeRoots: [String] = []
  /// How files and directories are made.
  package var files = HomeSettings()
  /// What passwords are hashed with.
  package var scrypt = ScryptParameters.standard
  /// What hashes them.
  package var hashing: any PasswordHashing = ScryptHashing()
  /// How failed logins are slowed.
  package var logins = LoginLimits()
  /// Is told what happens; nil logs nothing.
  package var logger: Logger?
  /// Counts connections, of those too that never become a session; nil counts nothing.
  package var connectionMetrics: ServerMetrics?
  /// Is told what happens, too, on the loop where it happens: it must be quick.
  package var report: @Sendable (FTPServerEvent) -> Void = { _ in }

  /// The defaults.
  package init() {}
}

/// Whether an encrypted data connection must resume the session of its control connection, which
/// shows that the same client has made both.
package enum FTPDataSessionReuse: String, Hashable, Sendable, CaseIterable {
  /// Sessions are not resumed.
  case off
  /// They may be.
  case accept
  /// They must be, and of this control connection. Many clients cannot do it.
  case require
}

/// What clients may do that log in as `anonymous` or `ftp`, with any password.
package struct FTPAnonymousAccess: Hashable, Sendable {
  /// Their home.
  package var home: String
  /// What they may do there.
  package var access: AccessRules

  /// Access to a home; to look and to take, by default.
  package init(home: String, access: AccessRules = AccessRules(.readOnly)) {
    self.home = home
    self.access = access
  }
}
