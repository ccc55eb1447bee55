import TutorialCommands

/// Why something was not done, in the words that go over the wire.
struct Refusal: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ words: String) {
    description = words
  }

  /// A server's words, which may be anything, in one line.
  init(said words: some StringProtocol) {
    let isPlain = words.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    let excerpt = String(words.prefix(UnexpectedAnswer.excerptMax))
    description = isPlain ? excerpt : excerpt.debugDescription
  }

  /// The tutorial's own words.
  static let noFile = Refusal("file doesn't exist")
  static let noDirectory = Refusal("directory doesn't exist")
  static let notPermitted = Refusal("not permitted")
}
