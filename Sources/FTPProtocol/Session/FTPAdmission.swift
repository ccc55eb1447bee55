/// What is to be done with a line.
package enum FTPAdmission: Hashable, Sendable {
  /// The server does the command and replies; then it tells the state, by
  /// `FTPSessionState.complete(_:with:)`.
  case perform(FTPCommand)
  /// The line is answered with this, and with nothing else.
  case reply(FTPReply)
  /// The line is answered with this, and the connection is closed without looking at what follows.
  case close(FTPReply)
}
