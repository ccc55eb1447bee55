// LIST of servers of VMS, which write what DIRECTORY does.
extension FTPRemoteEntry {
  /// The file that a line of DIRECTORY tells of; nil where it is none.
  ///
  /// `README.TXT;4   4/6  18-NOV-2014 10:05:12.50  [GROUP,OWNER]  (RWED,RWED,RE,)`. Where the
  /// server may not see more than the name, a message stands there: `%RMS-E-PRV, insufficient
  /// privilege`.
  init?(vms line: [UInt8]) {
    let line = line.withSpacesForTabs
    let words = ListingWords(line)
    guard let first = words[0], let second = words[1], let name = VMSName(first) else {
      return nil
    }
    if second.first == UInt8(ascii: "%") {
      self.init(name)
    } else {
      self.init(name, words, factsAt: 1, line)
    }
  }

  /// The file whose name was on a line of its own, when this is the line that follows it; nil where
  /// it holds no facts.
  init?(vmsName: [UInt8], facts line: [UInt8]) {
    let line = line.withSpacesForTabs
    let nameWords = ListingWords(vmsName.withSpacesForTabs)
    let words = ListingWords(line)
    guard let name = nameWords[0].flatMap({ VMSName($0) }), let first = words[0] else { return nil }
    if first.first == UInt8(ascii: "%") {
      self.init(name)
    } else {
      self.init(name, words, factsAt: 0, line)
    }
  }

  /// Whether a line is a name of VMS by itself, with a version: the rest may be on the next line.
  static func isVMSName(_ words: ListingWords) -> Bool {
    words.count == 1 && words[0].flatMap { VMSName($0) } != nil
  }

  private init(_ name: VMSName) {
    self.init(name: name.name, kind: name.kind, version: name.version)
  }

  /// Size, date, time, owner and protection, of which only the date is always there.
  private init?(_ name: VMSName, _ words: ListingWords, factsAt index: Int, _ line: [UInt8]) {
    self.init(name)
    var place = index
    if let word = words[place], Self.isBlocks(word) {
      blocks = word.prefix { $0 != .slash }.decimalNumber()
      place += 1
    }
    guard let date = words[place].flatMap(Self.day) else { return nil }
    place += 1
    let clock = words[place].flatMap { ListingClock($0) }
    modified = FTPListedTime(year: date.year, month: date.month, day: date.day, clock: clock)
    take(vmsRights: words.text(behind: clock == nil ? place - 1 : place)[...])
  }

  /// The blocks that are used, and behind a slash those that are allocated: `4/6`, or `4` alone.
  private static func isBlocks(_ word: ArraySlice<UInt8>) -> Bool {
    let parts = word.split(separator: .slash, omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy(\.areDigits)
  }

  /// `18-NOV-2014`.
  private static func day(
    _ word: ArraySlice<UInt8>
  ) -> (year: Int64, month: Int64, day: Int64)? {
    let parts = word.split(separator: .hyphen, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count <= 2, let day = parts[0].decimalNumber(),
      let month = ListingDate.month(parts[1]), let year = ListingDate.fullYear(parts[2])
    else { return nil }
    return (year, month, day)
  }

  /// Takes `[GROUP,OWNER]` and `(RWED,RWED,RE,)`, where they are.
  private mutating func take(vmsRights text: ArraySlice<UInt8>) {
    var rest = text
    if let open = rest.firstIndex(of: UInt8(ascii: "[")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: "]"))
    {
      let (head, tail) = rest[(open + 1)..<close].cut(at: .comma)
      let names = (tail == nil ? [head] : [tail ?? [], head]).map(\.trimmed)
      owner = names[0].isEmpty ? nil : names[0]
      if names.count == 2, !names[1].isEmpty { group = names[1] }
      rest = rest[close...]
    }
    if let open = rest.firstIndex(of: UInt8(ascii: "(")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: ")"))
    {
      mode = Self.mode(protection: rest[(open + 1)..<close])
    }
  }

  /// The mode that says of owner, group and others what a protection says of them; nil where it is
  /// none.
  ///
  /// What it says of the system comes first, and has no place in a mode.
  private static func mode(protection: ArraySlice<UInt8>) -> UInt16? {
    let classes = protection.split(separator: .comma, omittingEmptySubsequences: false)
    guard classes.count == 4 else { return nil }
    var mode: UInt16 = 0
    for rights in classes.dropFirst() {
      mode <<= 3
      // The name of the class may stand before: `O:RWED`.
      let letters = rights.lastIndex(of: UInt8(ascii: ":")).map { rights[($0 + 1)...] } ?? rights
      for letter in letters {
        switch letter.uppercased {
        case UInt8(ascii: "R"): mode |= 4
        case UInt8(ascii: "W"): mode |= 2
        case UInt8(ascii: "E"): mode |= 1
        default: break
        }
      }
    }
    return mode
  }
}

extension [UInt8] {
  fileprivate var withSpacesForTabs: [UInt8] {
    map { $0 == UInt8(ascii: "\t") ? .space : $0 }
  }
}
