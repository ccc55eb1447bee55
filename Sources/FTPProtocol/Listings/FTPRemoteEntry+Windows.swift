// LIST of servers of Windows, which write what DIR does.
extension FTPRemoteEntry {
  /// The file that a line of DIR tells of; nil where it is none.
  ///
  /// `02-13-09  11:31PM       <DIR>          name`, with a year of two digits or four, a clock of
  /// 12 hours or 24, and the order of day, month and year told by what is between them.
  init?(windows words: ListingWords) {
    guard let date = words[0].flatMap({ WindowsDate($0) }),
      var clock = words[1].flatMap({ ListingClock($0) })
    else { return nil }
    var place = 2
    if let half = words[2].flatMap({ ListingClock.Half($0) }) {
      clock.half = half
      place = 3
    }
    guard let word = words[place] else { return nil }
    let time = FTPListedTime(year: date.year, month: date.month, day: date.day, clock: clock)
    if let kind = Self.kind(tag: word) {
      // Behind a size there is one space; a tag is padded to where sizes end.
      let spaces = Self.tagColumnBytes - word.count
      self.init(name: words.text(behind: place, spacesMax: spaces), kind: kind, modified: time)
      if kind == .symbolicLink { takeBracketedTarget() }
    } else {
      guard let digits = Self.withoutGrouping(word) else { return nil }
      self.init(name: words.text(behind: place), kind: .file, modified: time)
      size = digits.decimalNumber()
    }
    guard !name.isEmpty else { return nil }
  }

  /// Bytes of a tag with the spaces behind it.
  private static let tagColumnBytes = 15

  private static func kind(tag: ArraySlice<UInt8>) -> FTPListEntry.Kind? {
    if tag.isWord("<DIR>") { return .directory }
    let isLink = tag.isWord("<JUNCTION>") || tag.isWord("<SYMLINKD>") || tag.isWord("<SYMLINK>")
    return isLink ? .symbolicLink : nil
  }

  /// The digits of a number that may have commas or points before each three; nil for no number.
  private static func withoutGrouping(_ word: ArraySlice<UInt8>) -> [UInt8]? {
    let groups = word.split(omittingEmptySubsequences: false) { $0 == .comma || $0 == .period }
    guard groups.allSatisfy(\.areDigits), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
      return nil
    }
    return Array(groups.joined())
  }

  /// Splits `name [C:\target]`.
  private mutating func takeBracketedTarget() {
    guard name.last == UInt8(ascii: "]"),
      let bracket = name.lastIndex(of: UInt8(ascii: "[")), bracket >= 2,
      name[bracket - 1] == .space, bracket + 2 < name.count
    else { return }
    linkTarget = Array(name[(bracket + 1)..<(name.count - 1)])
    name.removeSubrange((bracket - 1)...)
  }
}
