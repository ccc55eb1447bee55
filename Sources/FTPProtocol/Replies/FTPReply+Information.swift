// Replies that tell about the server.
extension FTPReply {
  /// 200.
  package static let ok = Self(200, "OK")
  /// 200: OPTS UTF8.
  package static let utf8Always = Self(200, "UTF8 is always on")
  /// 200: LANG.
  package static let english = Self(200, "Replies are in English")
  /// 215: clients choose by it how they read LIST.
  package static let system = Self(215, "UNIX Type: L8")
  /// 501: HELP on what is no command.
  package static let noHelp = Self(501, "Unknown command")

  /// 200: which type transfers have now.
  package static func typeSet(_ type: FTPTransferType) -> Self {
    Self(200, type == .ascii ? "Type set to A" : "Type set to I")
  }

  /// 200: which facts MLST and MLSD tell now (RFC 3659 §7.9).
  package static func factsSet(_ selection: FTPFactSelection) -> Self {
    Self(200, "MLST OPTS \(selection.list)")
  }

  /// 211: what the server can beyond RFC 959, a line each, sorted (RFC 2389 §3.2).
  ///
  /// - Parameters:
  ///   - hasTLS: whether AUTH is possible.
  ///   - selection: the facts that the session has chosen.
  /// - Returns: the reply.
  package static func features(hasTLS: Bool, selection: FTPFactSelection) -> Self {
    let ofVerbs = FTPVerb.table.compactMap { rule in
      switch rule.feature {
      case .always(let line): line
      case .withTLS(let line): hasTLS ? line : nil
      case .facts: "MLST \(selection.feature)"
      case nil: nil
      }
    }
    let lines = (ofVerbs + ["TVFS"]).sorted().map { Array($0.utf8) }
    return Self(211, first: "Features:", inner: lines, last: "End")
  }

  /// 214: a command's syntax and meaning, or all that are served.
  package static func help(on verb: FTPVerb?) -> Self {
    guard let verb else { return commands }
    if verb == .site { return siteCommands }
    let rule = verb.rule
    let note = rule.service == .served ? "" : " (not served)"
    return Self(214, "\(rule.syntax): \(rule.summary)\(note)")
  }

  /// 214: what SITE can do, by names in upper case that clients look for.
  package static let siteCommands = Self(
    214,
    first: "SITE commands:",
    inner: FTPSiteCommand.syntaxes.map { Array($0.utf8) },
    last: "End"
  )

  private static let commands = Self(
    214,
    first: "Commands:",
    inner: served.map { Array($0.utf8) },
    last: "HELP <command> tells more"
  )

  /// The commands that are served, eight a line.
  private static let served: [String] = {
    let words = FTPVerb.table.filter { $0.service == .served }.map(\.verb.rawValue).sorted()
    return stride(from: 0, to: words.count, by: 8).map { start in
      words[start..<min(start + 8, words.count)].joined(separator: " ")
    }
  }()
}
