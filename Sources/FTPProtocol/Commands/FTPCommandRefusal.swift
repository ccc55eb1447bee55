/// Why a line is no command that could be done.
package struct FTPCommandRefusal: Error, Hashable, Sendable {
  /// What kind of line it was.
  package enum Cause: Hashable, Sendable {
    /// It begins with no word that is known.
    case unknown
    /// It is the first line of an HTTP request. What follows is not meant for us: the connection is
    /// to be closed.
    case httpRequest
    /// It was too long, or held what no line may.
    case unreadable
    /// It is a known command that is always refused, or has a bad argument.
    case known(FTPVerb)
  }

  /// What kind of line it was.
  package let cause: Cause

  /// The reply to it.
  ///
  /// A known command that needs a login is answered otherwise before that, which `FTPSessionState`
  /// sees to.
  package let reply: FTPReply

  /// A refusal.
  package init(_ cause: Cause, _ reply: FTPReply) {
    self.cause = cause
    self.reply = reply
  }
}
