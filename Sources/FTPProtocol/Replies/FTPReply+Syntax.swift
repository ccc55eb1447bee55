// Replies to what is no command, or cannot be one now.
extension FTPReply {
  /// 500.
  package static let unknownCommand = Self(500, "Unknown command")
  /// 500, once for a line, however long it is.
  package static let lineTooLong = Self(500, "Line too long")
  /// 501: the line holds what no line may.
  package static let malformedLine = Self(501, "Line with a NUL or a stray carriage return")
  /// 501: none was given, and the command needs one.
  package static let argumentMissing = Self(501, "Argument missing")
  /// 501: one was given, and the command takes none.
  package static let argumentUnexpected = Self(501, "No argument allowed")
  /// 501: it is not written as it must be.
  package static let argumentMalformed = Self(501, "Argument not understood")
  /// 502: known, and refused.
  package static let notImplemented = Self(502, "Command not implemented")
  /// 503.
  package static let badSequence = Self(503, "Bad sequence of commands")
  /// 504: known, but not with this.
  package static let parameterNotImplemented = Self(504, "Not implemented for that parameter")
  /// 421: a browser was made to send us something.
  package static let notHTTP = Self(421, "This is no HTTP server, closing connection")
  /// 421.
  package static let tooManyCommands = Self(421, "Too many commands without login")
  /// 450: more commands wait than are kept.
  package static let queueFull = Self(450, "Too many commands during a transfer")
}
