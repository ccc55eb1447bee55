/// The peer said something that its protocol does not know at this place.
public struct UnexpectedAnswer: Error, CustomStringConvertible {
  /// What was being received.
  public var subject: String
  /// What came instead.
  public var answer: String

  /// How much of an answer an error shows, in characters.
  public static let excerptMax = 100

  /// `answer` where `subject` was to come.
  public init(_ answer: some Sequence<UInt8>, insteadOf subject: String) {
    self.subject = subject
    // One character has at least a byte and at most a few: no need to decode a long answer whole.
    self.answer = String(decoding: Array(answer.prefix(8 * Self.excerptMax)), as: UTF8.self)
  }

  /// One line, whatever is in the answer.
  public var description: String {
    "receive \(subject): unexpected \(String(answer.prefix(Self.excerptMax)).debugDescription)"
  }
}
