// Commands whose arguments are more than a name.
extension FTPCommand {
  /// A command whose argument has a structure.
  ///
  /// Spaces around it are passed over, where it ends in
  /// no path.
  static func structured(_ verb: FTPVerb, _ argument: [UInt8]) throws(FTPReply) -> Self {
    switch verb {
    case .site: .site(try FTPSiteCommand(argument: argument))
    case .opts: .opts(try FTPOption(argument: argument))
    case .mfmt: try settingTime(argument)
    case .mff: try settingFacts(argument)
    case .help: .help(try topic(argument.trimmed))
    default: try word(verb, argument.trimmed)
    }
  }

  private static func word(_ verb: FTPVerb, _ word: [UInt8]) throws(FTPReply) -> Self {
    switch verb {
    case .host: .host(try FTPVirtualHost(argument: word))
    case .auth: try mechanism(word)
    case .pbsz: try protectionBuffer(word)
    case .prot: .prot(try level(word))
    case .lang: try language(word)
    case .type: .type(try FTPTransferType(argument: word))
    case .stru: try only("F", of: "FRP", word, .stru)
    case .mode: try only("S", of: "SBCZ", word, .mode)
    case .port: try address(word)
    case .eprt: try extendedAddress(word)
    case .epsv: .epsv(try FTPExtendedPassive(argument: word))
    case .rest: .rest(try number(word))
    case .allo: .allo(try allocation(word))
    default: throw .notImplemented
    }
  }

  private static func number(_ word: [UInt8]) throws(FTPReply) -> Int64 {
    guard let number = word.decimalNumber() else { throw .argumentMalformed }
    return number
  }

  /// A letter of which one alone is served, and others are known.
  private static func only(
    _ served: String,
    of known: String,
    _ word: [UInt8],
    _ command: Self
  ) throws(FTPReply) -> Self {
    if word.isWord(served) { return command }
    guard word.count == 1, known.utf8.contains(word[0].uppercased) else { throw .argumentMalformed }
    throw .parameterNotImplemented
  }

  /// `SSL` is an old name of the same, which curl sends first.
  private static func mechanism(_ word: [UInt8]) throws(FTPReply) -> Self {
    guard ["TLS", "TLS-C", "SSL"].contains(where: word.isWord) else { throw .unknownMechanism }
    return .auth
  }

  private static func protectionBuffer(_ word: [UInt8]) throws(FTPReply) -> Self {
    guard word.decimalNumber(max: Int64(UInt32.max)) != nil else { throw .argumentMalformed }
    return .pbsz
  }

  private static func level(_ word: [UInt8]) throws(FTPReply) -> FTPProtectionLevel {
    guard word.count == 1, let level = FTPProtectionLevel(rawValue: word[0].uppercased) else {
      throw .parameterNotImplemented
    }
    return level
  }

  /// A language tag (RFC 2640 §4.1); English in any variety is what there is.
  private static func language(_ word: [UInt8]) throws(FTPReply) -> Self {
    guard word.allSatisfy({ $0.isLetter || $0.digit != nil || $0 == .hyphen }) else {
      throw .argumentMalformed
    }
    guard word.isEmpty || word.cut(at: .hyphen).head.isWord("EN") else {
      throw .parameterNotImplemented
    }
    return .lang
  }

  private static func topic(_ word: [UInt8]) throws(FTPReply) -> FTPVerb? {
    if word.isEmpty { return nil }
    guard let verb = FTPVerb(word.cut(at: .space).head) else { throw .noHelp }
    return verb
  }

  private static func address(_ word: [UInt8]) throws(FTPReply) -> Self {
    guard let address = FTPDataAddress(port: word) else { throw .argumentMalformed }
    return .port(address)
  }

  private static func extendedAddress(_ word: [UInt8]) throws(FTPReply) -> Self {
    do throws(FTPDataAddress.ExtendedFailure) {
      return .eprt(try FTPDataAddress(extended: word))
    } catch {
      throw error == .unknownFamily ? .familyNotSupported(use: [1, 2]) : .argumentMalformed
    }
  }

  /// `n`, or `n R m` for files of records of at most `m` bytes (RFC 959 §4.1.3).
  private static func allocation(_ word: [UInt8]) throws(FTPReply) -> Int64 {
    let words = word.split(separator: .space)
    guard words.count == 1 || words.count == 3 && words[1].isWord("R"),
      let size = words[0].decimalNumber(), words.count == 1 || words[2].decimalNumber() != nil
    else { throw .argumentMalformed }
    return size
  }

  private static func settingTime(_ argument: [UInt8]) throws(FTPReply) -> Self {
    let (digits, path) = argument.cut(at: .space)
    guard let path, !path.isEmpty else { throw .argumentMissing }
    guard let time = FTPTime(digits) else { throw .argumentMalformed }
    return .mfmt(time, path: path)
  }

  /// `Modify=20240229120000; path`: where one fact cannot be set, none is.
  private static func settingFacts(_ argument: [UInt8]) throws(FTPReply) -> Self {
    let (list, path) = argument.cut(at: .space)
    guard let path, !path.isEmpty else { throw .argumentMissing }
    guard list.last == .semicolon else { throw .argumentMalformed }
    var modified: FTPTime?
    for fact in list.split(separator: .semicolon) {
      let (name, value) = fact.cut(at: .equalsSign)
      guard let value else { throw .argumentMalformed }
      guard name.isWord("MODIFY") else { throw .parameterNotImplemented }
      guard modified == nil, let time = FTPTime(value) else { throw .argumentMalformed }
      modified = time
    }
    guard let modified else { throw .argumentMalformed }
    return .mff(modified: modified, path: path)
  }
}
