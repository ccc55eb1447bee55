/// What is said of a command: a row of the table that parsing, states, permissions, FEAT, HELP and
/// documentation are made from.
package struct FTPVerbRule: Hashable, Sendable {
  /// What becomes of it.
  package enum Service: Hashable, Sendable {
    /// It is done.
    case served
    /// It is known and always refused with this.
    case refused(FTPReply)
  }

  /// The command.
  package let verb: FTPVerb
  /// Whether it has an argument.
  package let argument: FTPArgumentRule
  /// What it does, in a few words.
  package let summary: String
  /// Another word for it, which RFC 1123 §4.1.3.1 asks for.
  package private(set) var alias: String?
  /// How far a login must have come.
  ///
  /// PASS needs exactly its stage.
  package private(set) var stage = FTPLoginStage.loggedIn
  /// Whether it is done at once while a transfer runs, and does not wait for its end.
  ///
  /// STAT of a
  /// path waits nevertheless.
  package private(set) var isUrgent = false
  /// What an account must be allowed for it.
  package private(set) var permission: FTPPermission?
  /// Its line of FEAT.
  package private(set) var feature: FTPFeatureLine?
  /// Where it is described.
  package private(set) var reference = ""
  /// Whether it is done at all.
  package private(set) var service = Service.served

  /// A row; what it says beyond this is added by the functions below.
  init(_ verb: FTPVerb, _ argument: FTPArgumentRule, _ summary: String) {
    self.verb = verb
    self.argument = argument
    self.summary = summary
  }

  /// The word and its argument, as help texts have them: `RETR <path>`.
  package var syntax: String { verb.rawValue + argument.syntax }

  /// The same, described in an RFC.
  func rfc(_ number: Int, _ section: String) -> Self {
    with { $0.reference = "RFC \(number) §\(section)" }
  }

  /// The same, described in another text.
  func describedIn(_ text: String) -> Self {
    with { $0.reference = text }
  }

  /// The same, also known by another word.
  func alias(_ word: String) -> Self {
    with { $0.alias = word }
  }

  /// The same, allowed from this stage on.
  func from(_ stage: FTPLoginStage) -> Self {
    with { $0.stage = stage }
  }

  /// The same, done at once while a transfer runs.
  func urgent() -> Self {
    with { $0.isUrgent = true }
  }

  /// The same, for accounts with this permission.
  func needs(_ permission: FTPPermission) -> Self {
    with { $0.permission = permission }
  }

  /// The same, with a line of FEAT.
  func feature(_ feature: FTPFeatureLine) -> Self {
    with { $0.feature = feature }
  }

  /// The same, always refused.
  func refused(_ reply: FTPReply) -> Self {
    with { $0.service = .refused(reply) }
  }

  private func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }
}
