internal import FTPProtocol

/// How long a client waits for a server, and how much it takes of it.
///
/// Times are of one wait or step each; `withDeadline` limits a whole operation. A time that runs
/// out is thrown as `.timedOut` with its `FTPClientWait`.
public struct FTPClientLimits: Hashable, Sendable {
  /// How long the control connection may take, with the look-up of the name: 30 seconds.
  public var connectTime = Duration.seconds(30)
  /// How long a TLS handshake may take, of the control connection and of a data connection: 15
  /// seconds.
  public var handshakeTime = Duration.seconds(15)
  /// How long a reply may take, to its last byte: 60 seconds.
  public var replyTime = Duration.seconds(60)
  /// How long a data connection may take: 30 seconds.
  public var dataConnectTime = Duration.seconds(30)
  /// How long a transfer may stand without a byte going: 120 seconds.
  public var stalledTime = Duration.seconds(120)
  /// How long the reply behind a transfer may take, when all bytes have gone: 120 seconds.
  ///
  /// A server may have to write the file to a disk first.
  public var completionTime = Duration.seconds(120)
  /// How long the end of a transfer may take that was given up, before the session is given up
  /// too: 10 seconds.
  public var abortTime = Duration.seconds(10)
  /// How long the control connection may be silent before the kernel asks whether the server is
  /// still there (`TCP_KEEPIDLE`), from 1 second: 60 seconds.
  ///
  /// So routers keep it in mind during a long transfer, and a server that is gone is noticed.
  public var keepAliveTime = Duration.seconds(60)

  /// Bytes of a line of a reply: 16 KiB.
  public var replyLineBytesMax = FTPLimits.receivedLineBytesMax
  /// Lines of a reply: 10,000.
  public var replyLinesMax = FTPLimits.receivedLinesMax
  /// Bytes of the lines of a reply together: 1 MiB.
  public var replyBytesMax = FTPLimits.receivedReplyBytesMax
  /// Replies before the last one of a command, or before a greeting: 100.
  public var preliminaryRepliesMax = 100

  /// Bytes of a line of a listing: 16 KiB.
  public var listingLineBytesMax = 16 << 10
  /// Bytes of a listing: 1 GiB.
  public var listingBytesMax: Int64 = 1 << 30
  /// Entries of a listing: 10 million; those included that are left out.
  public var listingEntriesMax = 10_000_000

  /// Bytes of the buffer of a transfer, which the pieces that a closure is given or fills have at
  /// most: 256 KiB; less than 1 counts as 1.
  public var transferBufferBytes = 256 << 10

  /// The defaults.
  public init() {}
}
