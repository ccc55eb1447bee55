import Testing

@testable import FTPProtocol

@Suite struct FTPVerbTests {
  @Test func `each verb has a row, in the order of the cases`() {
    #expect(FTPVerb.table.map(\.verb) == FTPVerb.allCases)
  }

  @Test(arguments: FTPVerb.table)
  func `a row says something of everything`(rule: FTPVerbRule) {
    #expect(rule.verb.rule == rule)
    #expect(!rule.summary.isEmpty)
    #expect(!rule.reference.isEmpty)
    #expect(rule.syntax.hasPrefix(rule.verb.rawValue))
    #expect(text(FTPReply.help(on: rule.verb).encoded).hasPrefix("214"))
  }

  @Test(arguments: FTPVerb.table)
  func `a verb is found by its words, in any case`(rule: FTPVerbRule) {
    let verb = rule.verb
    for word in [verb.rawValue] + (rule.alias.map { [$0] } ?? []) {
      #expect(FTPVerb(bytes(word)) == verb)
      #expect(FTPVerb(bytes(word.lowercased())) == verb)
      #expect(FTPVerb(bytes(word + "X")) == nil)
      #expect(FTPVerb(bytes(String(word.dropLast()))) != verb)
    }
  }

  @Test func `the words of RFC 1123 have an X before them`() {
    let aliases = FTPVerb.table.compactMap { rule in rule.alias.map { "\($0) \(rule.verb)" } }
    #expect(Set(aliases) == ["XCWD CWD", "XCUP CDUP", "XPWD PWD", "XMKD MKD", "XRMD RMD"])
  }

  /// What the reference says is open to one who is not logged in.
  @Test func `before a login few commands are open`() {
    let open = FTPVerb.table.filter { $0.stage == .greeted && $0.service == .served }.map(\.verb)
    #expect(
      Set(open) == [
        .user, .rein, .quit, .host, .auth, .pbsz, .prot, .feat, .opts, .lang, .clnt, .help, .noop,
        .syst, .stat, .site,
      ]
    )
    #expect(FTPVerb.table.filter { $0.stage == .named }.map(\.verb) == [.pass])
  }

  @Test func `few commands do not wait for a transfer`() {
    let urgent = FTPVerb.table.filter(\.isUrgent).map(\.verb)
    #expect(Set(urgent) == [.abor, .stat, .noop, .rein, .user, .quit])
  }

  @Test(arguments: ["", "A", "AB", "USERS", "US R", "US\u{e9}", "U5ER"])
  func `other words are none`(word: String) {
    #expect(FTPVerb(bytes(word)) == nil)
  }

  @Test func `the documentation has a line for each`() {
    let lines = FTPVerb.documentation.split(separator: "\n")
    #expect(lines.count == FTPVerb.allCases.count + 2)
    #expect(
      lines.contains(
        "| `CWD [<path>]`, `XCWD` | changes the current directory | the login | RFC 959 §4.1.1 |"
      )
    )
    #expect(lines.contains { $0.hasPrefix("| `EPRT <\\|family\\|") })
    #expect(lines.contains { $0.hasPrefix("| `SMNT <path>` | ") && $0.contains("; refused |") })
  }
}
