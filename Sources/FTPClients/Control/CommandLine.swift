/// A command, and how it is shown.
struct CommandLine {
  /// The word: `RETR`.
  let verb: String
  /// What follows it behind a space; nil for nothing.
  let argument: [UInt8]?
  /// Whether the argument is not shown.
  let isSecret: Bool

  /// A command, whose argument may be any bytes but CR, LF and NUL.
  init(_ verb: String, _ argument: [UInt8]? = nil, isSecret: Bool = false) {
    self.verb = verb
    self.argument = argument
    self.isSecret = isSecret
  }

  /// A command with a text.
  init(_ verb: String, _ argument: String, isSecret: Bool = false) {
    self.init(verb, Array(argument.utf8), isSecret: isSecret)
  }

  /// A command on a path; without one where it is empty.
  ///
  /// - Throws: `.unusableArgument` for a path that cannot be sent.
  init(_ verb: String, _ path: FTPPath) throws(FTPClientError) {
    guard path.isSendable else {
      throw .unusableArgument("no path of FTP (CR, LF or NUL in it): \"\(path)\"")
    }
    self.init(verb, path.isEmpty ? nil : path.bytes)
  }

  /// The line with its ending: the control connection is Telnet, where a byte 255 is sent twice
  /// (RFC 959 §4.1; RFC 854).
  var encoded: [UInt8] {
    var bytes = Array(verb.utf8)
    if let argument {
      bytes.append(UInt8(ascii: " "))
      for byte in argument {
        bytes.append(byte)
        if byte == 255 { bytes.append(byte) }
      }
    }
    return bytes + [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  /// The command as messages have it.
  var text: String {
    guard let argument, !isSecret else { return verb }
    return verb + " " + printable(argument)
  }
}
