/// What LIST, NLST and STAT are asked to show: a path, and flags as of ls(1) before it.
///
/// No RFC has the flags; clients send them.
package struct FTPListRequest: Hashable, Sendable {
  /// What to show; empty for the current directory.
  ///
  /// NLST may be given a pattern.
  package let path: [UInt8]

  /// Whether names that begin with a point are to be shown: `-a` or `-A`.
  package let showsHidden: Bool

  /// Whether directories within are to be shown with what they hold: `-R`.
  package let isRecursive: Bool

  /// This path.
  package init(path: [UInt8], showsHidden: Bool = false, isRecursive: Bool = false) {
    self.path = path
    self.showsHidden = showsHidden
    self.isRecursive = isRecursive
  }

  /// The request in an argument.
  ///
  /// A hyphen and letters or digits up to a space, or to the end, are flags, of which those not
  /// named above mean nothing. `--` ends them. Anything else is the path, its spaces included.
  package init(argument: [UInt8]) {
    var rest = argument[...]
    var flags: Set<UInt8> = []
    while let word = Self.flags(in: rest) {
      flags.formUnion(word)
      rest = rest.dropFirst(word.count + 1)
    }
    if rest.starts(with: [.hyphen, .hyphen]), rest.count == 2 || rest.dropFirst(2).first == .space {
      rest = rest.dropFirst(3)
    }
    self.init(
      path: Array(rest),
      showsHidden: !flags.isDisjoint(with: [UInt8(ascii: "a"), UInt8(ascii: "A")]),
      isRecursive: flags.contains(UInt8(ascii: "R"))
    )
  }

  /// The hyphen and the flags that the text begins with; nil where it does not.
  private static func flags(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let word = text.prefix { $0 != .space }
    guard word.count > 1, word.first == .hyphen,
      word.dropFirst().allSatisfy({ $0.isLetter || $0.digit != nil })
    else { return nil }
    return word
  }
}
