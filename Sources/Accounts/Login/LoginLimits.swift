/// How failed logins are slowed, and when an address is kept out.
package struct LoginLimits: Hashable, Sendable {
  /// How long the answer to a first failed login is held back: 1 second by default.
  ///
  /// It doubles with each failure that follows, of the address or of the account, whichever has
  /// more.
  package var delayFirst = Duration.seconds(1)
  /// The longest that an answer is held back: 10 seconds by default, as clients give up at some
  /// time and try again.
  package var delayMax = Duration.seconds(10)
  /// Failures of one address after which it is banned, at least 1; 10 by default.
  package var failuresBeforeBan = 10
  /// How long a ban lasts: 10 minutes by default.
  ///
  /// Addresses have many users behind them, and they have others tomorrow.
  package var banTime = Duration.seconds(600)
  /// After how long without another failure the earlier ones are forgotten: 10 minutes by default.
  package var memory = Duration.seconds(600)
  /// Addresses, and accounts, that a generation of a table remembers, at least 1; each table has
  /// two generations.
  ///
  /// With 16,384, the default, both tables together take some 10 MiB when they are full.
  package var recordsMax = 16_384

  /// The defaults.
  package init() {}
}
