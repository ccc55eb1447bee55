/// The sizes and counts that the protocol keeps to.
package enum FTPLimits {
  /// Bytes of a command line without its ending: 4,096, the system's longest path.
  package static let lineBytesMax = 4_096

  /// Bytes that are kept of a line that was too long, to see what it was meant to be: 32.
  package static let lineBeginningBytesMax = 32

  /// Commands that may wait for the end of a transfer: 32.
  ///
  /// Clients that send ahead do so with some ten.
  package static let queuedCommandsMax = 32

  /// Commands before a login that were refused, after which the connection closes: 20.
  package static let refusalsBeforeLoginMax = 20

  /// Commands before a login of any kind, after which the connection closes: 100.
  ///
  /// The most talkative client sends some fifteen.
  package static let commandsBeforeLoginMax = 100

  /// Failed logins of one connection, after which it closes: 3.
  package static let failedLoginsMax = 3

  /// Bytes of a line of a reply: twice the longest path, which may be all quotation marks, and
  /// text.
  package static let replyLineBytesMax = 2 * lineBytesMax + 1_024

  /// Bytes of a whole reply as it is sent: 1 MiB.
  package static let replyBytesMax = 1 << 20

  /// Lines that `STAT` of a directory gives: 1,000.
  ///
  /// It is made whole in memory, unlike a listing.
  package static let statusLinesMax = 1_000

  /// Bytes of a line of a reply that a client takes: 16 KiB.
  package static let receivedLineBytesMax = 16 << 10

  /// Lines of a reply that a client takes: 10,000.
  package static let receivedLinesMax = 10_000

  /// Bytes of a reply that a client takes: 1 MiB.
  package static let receivedReplyBytesMax = 1 << 20

  /// Bytes of a line of a listing that a client takes, without its ending: 16 KiB.
  ///
  /// A path, and the one that a link leads to, each at its longest, have room in it, and columns.
  package static let listingLineBytesMax = 16 << 10

  /// Words of a line of a listing among which its columns are looked for: 16.
  ///
  /// `ls -l` has nine at most before a name, unless the names of owner and group are of several.
  static let listingWordsMax = 16

  /// The lowest port that a server connects to: 1,024 (RFC 2577 §3).
  package static let dataPortMin: UInt16 = 1_024

  /// Bytes of a pattern of names: 255, the system's longest name.
  package static let patternBytesMax = 255

  /// Parts of a pattern of names, stars not counted: 127, of which each has a bit.
  package static let patternPartsMax = 127

  /// Digits of a fraction of a second that are read: 9.
  ///
  /// More say nothing that can be kept.
  package static let fractionDigitsMax = 9
}
