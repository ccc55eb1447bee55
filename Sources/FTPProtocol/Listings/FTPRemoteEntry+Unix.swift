// LIST of servers that write `ls -l`, or what looks like it.
extension FTPRemoteEntry {
  /// The file that a line of `ls -l` tells of; nil where it is none.
  ///
  /// Mode, links, owner, group, size, date, name, with any of links, owner and group left out, and
  /// names of owners and groups that hold spaces.
  init?(unix words: ListingWords, now: FTPTime) {
    guard let first = words[0] else { return nil }
    if let mode = UnixModeWord(first) {
      self.init(unix: words, after: mode, now)
    } else {
      self.init(netWare: words, now)
    }
  }

  private init?(unix words: ListingWords, after mode: UnixModeWord, _ now: FTPTime) {
    if mode.isUnknown, words[1..<6].count == 5, words[1..<6].allSatisfy({ $0 == [.questionMark] }) {
      self.init(name: words.text(behind: 5), kind: mode.kind)
    } else {
      guard let (place, date) = words.datePlace(now) else { return nil }
      self.init(
        name: words.text(behind: place + date.wordCount - 1, spacesMax: date.spacesMax),
        kind: mode.kind,
        modified: date.time,
        mode: mode.mode
      )
      takeColumns(words[1..<place])
    }
    if kind == .symbolicLink { takeLinkTarget() }
    guard !name.isEmpty else { return nil }
  }

  /// `d [RWCEAFMS] alice  512  Jan 16 18:53    name`: the letters are rights of the account.
  private init?(netWare words: ListingWords, _ now: FTPTime) {
    guard words[0] == [.hyphen] || words[0] == [UInt8(ascii: "d")], let rights = words[1],
      rights.first == UInt8(ascii: "["), rights.last == UInt8(ascii: "]"),
      let (place, date) = words.datePlace(now), place >= 3
    else { return nil }
    self.init(
      name: words.text(behind: place + date.wordCount - 1, spacesMax: .max),
      kind: words[0] == [.hyphen] ? .file : .directory,
      modified: date.time
    )
    takeColumns(words[2..<place])
    guard !name.isEmpty else { return nil }
  }

  /// Takes the words between mode and date.
  private mutating func takeColumns(_ words: [ArraySlice<UInt8>]) {
    var columns = words[...]
    if let last = columns.popLast() { size = last.decimalNumber() }
    let isDevice = kind == .blockDevice || kind == .characterDevice
    if isDevice, let major = columns.last, major.last == .comma, major.dropLast().areDigits {
      // The numbers of a device: `8, 1`.
      columns.removeLast()
      size = nil
    }
    if let first = columns.first, first.areDigits {
      links = first.decimalNumber()
      columns.removeFirst()
    }
    owner = columns.popFirst().map { Array($0) }
    group = columns.isEmpty ? nil : Array(columns.joined(separator: [.space]))
  }

  /// Splits the name of a link at ` -> `: at that before as many bytes as the link has, which is
  /// the length of its target on Unix, else at the first.
  private mutating func takeLinkTarget() {
    let arrow = Array(" -> ".utf8)
    let places = name.indices.dropFirst().filter { name[$0...].starts(with: arrow) }
    let fitting = places.first { place in
      size == Int64(name.count - place - arrow.count)
    }
    guard let place = fitting ?? places.first else { return }
    let target = Array(name[(place + arrow.count)...])
    linkTarget = target.isEmpty ? nil : target
    name.removeSubrange(place...)
  }
}
