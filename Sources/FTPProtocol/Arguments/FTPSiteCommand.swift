/// What SITE is asked to do.
package enum FTPSiteCommand: Hashable, Sendable {
  /// `SITE HELP`: which of these there are.
  case help
  /// `SITE CHMOD 640 path`.
  ///
  /// `mode` is from 0 to 0o777.
  case changeMode(UInt16, path: [UInt8])
  /// `SITE UTIME`: sets the time of last change.
  case changeTime(FTPTime, path: [UInt8])
  /// `SITE QUOTA`: how much of it is used.
  case quota
}

extension FTPSiteCommand {
  /// The names, in the order of the help text, each with what follows it.
  package static let syntaxes = [
    "CHMOD <mode> <path>", "HELP", "QUOTA", "UTIME <time> <path>",
  ]

  /// The command in an argument of SITE.
  ///
  /// - Throws: 504 for another name, 501 for a name with a bad argument.
  init(argument: [UInt8]) throws(FTPReply) {
    let (name, rest) = argument.cut(at: .space)
    if name.isWord("CHMOD") {
      self = try Self.changingMode(rest ?? [])
    } else if name.isWord("UTIME") {
      self = try Self.changingTime(rest ?? [])
    } else if name.isWord("HELP") {
      guard Self.hasHelp(on: rest?.trimmed ?? []) else { throw .noHelp }
      self = .help
    } else if name.isWord("QUOTA") {
      guard rest?.isEmpty ?? true else { throw .argumentUnexpected }
      self = .quota
    } else {
      throw .parameterNotImplemented
    }
  }

  /// Whether a name is that of one of these, or none is given.
  private static func hasHelp(on name: [UInt8]) -> Bool {
    name.isEmpty
      || syntaxes.contains {
        Array($0.utf8).cut(at: .space).head.elementsEqual(name.map(\.uppercased))
      }
  }

  private static func changingMode(_ argument: [UInt8]) throws(FTPReply) -> Self {
    let (digits, path) = argument.cut(at: .space)
    guard let path, !path.isEmpty else { throw .argumentMissing }
    guard (1...4).contains(digits.count), digits.count < 4 || digits[0].digit == 0,
      digits.allSatisfy({ ($0.digit ?? 8) < 8 })
    else { throw .argumentMalformed }
    let mode = digits.reduce(0) { mode, digit in mode << 3 | UInt16(digit.digit ?? 0) }
    return .changeMode(mode, path: path)
  }

  /// Reads `time path`, and what lftp and ncftp send: `path access change creation UTC`.
  private static func changingTime(_ argument: [UInt8]) throws(FTPReply) -> Self {
    if let command = longForm(argument) { return command }
    let (first, path) = argument.cut(at: .space)
    guard let path, !path.isEmpty else { throw .argumentMissing }
    guard let time = time(first) else { throw .argumentMalformed }
    return .changeTime(time, path: path)
  }

  private static func longForm(_ argument: [UInt8]) -> Self? {
    let words = argument.split(separator: .space, omittingEmptySubsequences: false)
    guard words.count >= 5, words[words.count - 1].isWord("UTC") else { return nil }
    let times = words[(words.count - 4)..<(words.count - 1)].map { time(Array($0)) }
    let path = Array(words[..<(words.count - 4)].joined(separator: [.space]))
    guard let changed = times[1], times[0] != nil, times[2] != nil, !path.isEmpty else {
      return nil
    }
    return .changeTime(changed, path: path)
  }

  /// Reads fourteen digits, or twelve without seconds.
  private static func time(_ text: [UInt8]) -> FTPTime? {
    FTPTime.seconds(text).map { FTPTime(seconds: $0) }
  }
}
