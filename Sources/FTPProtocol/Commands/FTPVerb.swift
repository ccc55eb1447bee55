/// The commands that are known, by the word that they begin with.
///
/// What is said of each is in the rows of `table`.
package enum FTPVerb: String, Hashable, Sendable, CaseIterable {
  case user = "USER"
  case pass = "PASS"
  case acct = "ACCT"
  case rein = "REIN"
  case quit = "QUIT"
  case host = "HOST"
  case auth = "AUTH"
  case pbsz = "PBSZ"
  case prot = "PROT"
  case ccc = "CCC"
  case adat = "ADAT"
  case mic = "MIC"
  case conf = "CONF"
  case enc = "ENC"
  case feat = "FEAT"
  case opts = "OPTS"
  case lang = "LANG"
  case clnt = "CLNT"
  case help = "HELP"
  case noop = "NOOP"
  case syst = "SYST"
  case stat = "STAT"
  case site = "SITE"
  case type = "TYPE"
  case stru = "STRU"
  case mode = "MODE"
  case port = "PORT"
  case eprt = "EPRT"
  case pasv = "PASV"
  case epsv = "EPSV"
  case rest = "REST"
  case allo = "ALLO"
  case retr = "RETR"
  case stor = "STOR"
  case appe = "APPE"
  case stou = "STOU"
  case list = "LIST"
  case nlst = "NLST"
  case mlsd = "MLSD"
  case abor = "ABOR"
  case cwd = "CWD"
  case cdup = "CDUP"
  case pwd = "PWD"
  case smnt = "SMNT"
  case mkd = "MKD"
  case rmd = "RMD"
  case dele = "DELE"
  case rnfr = "RNFR"
  case rnto = "RNTO"
  case size = "SIZE"
  case mdtm = "MDTM"
  case mfmt = "MFMT"
  case mff = "MFF"
  case mlst = "MLST"
}

extension FTPVerb {
  /// All that is said of commands: a row for each, in the order of the cases.
  package static let table: [FTPVerbRule] =
    accessRules + sessionRules + transferRules + fileRules

  /// What is said of this one.
  package var rule: FTPVerbRule { Self.rules[self] ?? FTPVerbRule(self, .none, "") }

  /// The command of a word, in any case; nil where there is none.
  ///
  /// `XCWD` is `CWD`, and so on.
  package init?(_ word: [UInt8]) {
    guard let key = Self.key(of: word), let verb = Self.words[key] else { return nil }
    self = verb
  }

  private static let rules = Dictionary(uniqueKeysWithValues: table.map { ($0.verb, $0) })

  private static let words = Dictionary(
    uniqueKeysWithValues: table.flatMap { rule in
      ([rule.verb.rawValue] + (rule.alias.map { [$0] } ?? [])).compactMap { word in
        key(of: word.utf8).map { ($0, rule.verb) }
      }
    }
  )

  /// Three or four letters as a number; nil for anything else.
  private static func key(of word: some Collection<UInt8>) -> UInt32? {
    guard (3...4).contains(word.count), word.allSatisfy(\.isLetter) else { return nil }
    return word.reduce(0) { key, byte in key << 8 | UInt32(byte.uppercased) }
  }
}

extension FTPVerb: CustomStringConvertible {
  /// The word, in upper case.
  package var description: String { rawValue }
}
