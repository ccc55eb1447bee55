/// The number that a reply begins with, from 100 to 599 (RFC 959 §4.2).
package struct FTPReplyCode: Hashable, Sendable {
  /// What the first digit says.
  package enum Kind: Int, Hashable, Sendable, CaseIterable {
    /// The action has begun; another reply comes.
    case preliminary = 1
    /// The action is done.
    case completion
    /// Another command is needed to go on.
    case continuation
    /// It failed, and may not when asked again.
    case transientFailure
    /// It failed, and will when asked again.
    case permanentFailure
  }

  /// The number.
  package let number: Int

  /// A code of this number; nil where it is none.
  package init?(_ number: Int) {
    guard (100...599).contains(number) else { return nil }
    self.number = number
  }

  /// What the first digit says.
  package var kind: Kind {
    // The initialisers have seen to the range.
    Kind(rawValue: number / 100) ?? .permanentFailure
  }

  /// Whether a command is answered with this, and nothing follows.
  package var isFinal: Bool { kind != .preliminary }

  /// Whether the command has done what it should.
  package var isSuccess: Bool { kind == .completion }
}

extension FTPReplyCode: ExpressibleByIntegerLiteral {
  /// A code of the program, from 100 to 599, or the program ends.
  package init(integerLiteral number: Int) {
    precondition((100...599).contains(number), "no code of a reply")
    self.number = number
  }
}

extension FTPReplyCode: CustomStringConvertible {
  /// The three digits.
  package var description: String { String(number) }
}
