import Foundation

/// How long a test waits for anything: long against a busy machine, since nobody waits for it where
/// all goes well.
enum Patience {
  static let seconds: TimeInterval = 40
  static let duration = Duration.seconds(seconds)

  /// The end of a wait that begins now.
  static var deadline: Date { Date(timeIntervalSinceNow: seconds) }
}

/// Why a test cannot go on.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ words: String) {
    description = words
  }
}

/// Throws unless the two are equal: an expectation for threads that belong to no test.
func require<T: Equatable>(_ actual: T, is expected: T, _ subject: String) throws {
  guard actual == expected else {
    throw Failure("\(subject): \(actual), expected \(expected)")
  }
}
