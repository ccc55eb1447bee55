internal import EventLoops

/// How much an FTP server lets its clients take.
///
/// What the protocol limits in any case, as lines, is in `FTPLimits`.
package struct FTPServerLimits: Hashable, Sendable {
  /// Sessions at the same time, at least 1.
  package var sessions = 10_000
  /// Sessions at the same time of one address, an IPv6 network of 64 bits counting as one; nil is
  /// without limit.
  package var sessionsPerAddress: Int? = 200
  /// Sessions at the same time of one account that has no limit of its own; nil is without limit.
  package var sessionsPerAccount: Int?
  /// How long a client may take from its coming to its login.
  package var loginTime = Duration.seconds(60)
  /// How long a session may wait for the end of its next command, where no transfer runs; RFC 1123
  /// asks for five minutes at least.
  package var idleTime = Duration.seconds(300)
  /// How long a client may take to make its data connection.
  package var dataConnectTime = Duration.seconds(30)
  /// How long a TLS handshake may take.
  package var handshakeTime = Duration.seconds(15)
  /// How long a transfer may stand without a byte going.
  package var stalledTime = Duration.seconds(120)
  /// How long what a client still sends of an upload is read that was refused in the middle, so
  /// that it reads the reply.
  package var drainTime = Duration.seconds(10)
  /// How long a session may last; nil is as long as it takes.
  package var sessionTime: Duration?
  /// Passwords that are checked at the same time, from 1: each takes 32 MiB and a core.
  package var passwordChecks = 2
  /// Logins that may wait for that; who comes on top is answered that the server is busy.
  package var waitingLogins = 256
  /// Calls to the file system at the same time that wait for the disk, from 1.
  package var fileCalls = 32
  /// Calls to the file system that may wait for one of those to end; who comes on top is answered
  /// that the file is busy.
  package var waitingFileCalls = 16_384
  /// How long a thread for such calls stays without one.
  package var fileThreadTime = OffloadPool.idleTimeDefault
  /// Bytes a second that a session without a rate of its own may send; nil is without limit.
  package var uploadRate: Int64?
  /// Bytes a second that a session without a rate of its own may fetch; nil is without limit.
  package var downloadRate: Int64?
  /// Names that a pattern of NLST may match.
  package var matches = 10_000

  /// The defaults.
  package init() {}
}
