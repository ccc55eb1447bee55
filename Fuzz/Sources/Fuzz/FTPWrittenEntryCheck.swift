internal import FTPProtocol

/// Files as our server writes them into listings, and as a client reads them.
struct FTPWrittenEntryCheck {
  private let input: [UInt8]
  private let now: FTPTime

  /// A check of a file whose name, owner, group, target and numbers are the input.
  init(_ input: [UInt8], now: FTPTime) {
    self.input = input
    self.now = now
  }

  func check() throws(Violation) {
    let seed = Int64(truncatingIfNeeded: input.reduce(UInt64(1)) { $0 &* 31 &+ UInt64($1) })
    let part = input.count / 3
    let kind = FTPListEntry.Kind.allCases[input.count % FTPListEntry.Kind.allCases.count]
    let target = Self.spoken(input[(2 * part)...])
    let entry = FTPListEntry(
      name: Self.spoken(input[..<part]),
      kind: kind,
      size: kind == .symbolicLink ? Int64(target.count) : seed & .max,
      mode: UInt16(truncatingIfNeeded: seed) & 0o7_777,
      links: seed & .max,
      owner: Self.word(input[part..<(2 * part)]),
      group: Self.word(input[(2 * part)...]),
      modified: FTPTime(seconds: now.seconds &+ seed % 40_000_000),
      device: UInt64(truncatingIfNeeded: seed),
      inode: UInt64(truncatingIfNeeded: seed) >> 7,
      linkTarget: kind == .symbolicLink ? target : nil,
      permissions: FTPEntryPermissions(rawValue: UInt16(truncatingIfNeeded: seed) & 1_023)
    )
    try Self.check(entry, now: now)
  }

  /// What holds for every file of a listing.
  static func check(_ entry: FTPRemoteEntry) throws(Violation) {
    try expect(isSpeakable(entry.name), "a name is not empty and ends no line")
    for text in [entry.owner, entry.group, entry.linkTarget, entry.unique] {
      try expect(text.map(isSpeakable) ?? true, "a text is not empty and ends no line")
    }
    for number in [entry.size, entry.blocks, entry.links, entry.version] {
      try expect((number ?? 0) >= 0, "a number is not negative")
    }
    try expect((entry.mode ?? 0) <= 0o7_777, "a mode has twelve bits")
    if let time = entry.modified {
      try expect(FTPTime.secondsRange.contains(time.time.seconds), "a time is one")
      let unit = seconds(of: time.precision)
      let isZoned = time.isUTC && time.precision != .second
      try expect(
        !isZoned && time.time.seconds % unit == 0,
        "a time is as exact as it is said to be"
      )
    }
    try expect(entry.role == .entry || entry.kind == .directory, "a role is a directory's")
    try expect(entry.linkTarget == nil || entry.kind == .symbolicLink, "a target is a link's")
    if let written = listEntry(entry) {
      try check(written, now: FTPTime(seconds: written.modified.seconds &+ 1_000))
    }
  }

  /// A file as the server has it; nil where the listing does not tell enough of it.
  private static func listEntry(_ entry: FTPRemoteEntry) -> FTPListEntry? {
    guard let kind = entry.kind, let owner = entry.owner, let group = entry.group else {
      return nil
    }
    return FTPListEntry(
      name: entry.name,
      kind: kind,
      size: entry.size ?? 0,
      mode: entry.mode ?? 0,
      links: entry.links ?? 1,
      owner: word(owner[...]),
      group: word(group[...]),
      modified: entry.modified?.time ?? FTPTime(seconds: 0),
      linkTarget: entry.linkTarget
    )
  }

  /// Writes a file in both ways, and expects to read the same.
  private static func check(_ entry: FTPListEntry, now: FTPTime) throws(Violation) {
    var line: [UInt8] = []
    entry.appendLongLine(to: &line, now: now)
    if isUnambiguous(entry) {
      var parser = FTPListingParser(now: now)
      var results: [FTPListingLine] = []
      parser.parse(line, into: &results)
      try expect(results == [.entry(long(entry, now: now))], "LIST is read as it is written")
    }
    line = []
    entry.appendFactLine(to: &line, selection: FTPFactSelection(FTPFact.allCases))
    guard let facts = FTPFacts(line) else { throw Violation(property: "MLSD is read") }
    try expect(
      facts.name == entry.name && facts.kind == entry.kind && facts.mode == entry.mode
        && facts.size == (entry.kind == .file ? entry.size : nil)
        && facts.modified?.seconds == entry.modified.seconds
        && facts.owner == entry.owner.map { $0 == 59 ? 95 : $0 }
        && facts.group == entry.group.map { $0 == 59 ? 95 : $0 },
      "MLSD is read as it is written"
    )
  }

  /// What a client reads of a file in LIST.
  private static func long(_ entry: FTPListEntry, now: FTPTime) -> FTPRemoteEntry {
    let age = now.seconds - entry.modified.seconds
    let precision: FTPListedTime.Precision =
      (-86_400...(180 * 86_400)).contains(age) ? .minute : .day
    let unit = seconds(of: precision)
    let rest = (entry.modified.seconds % unit + unit) % unit
    let role: FTPListEntry.Role =
      switch (entry.kind, entry.name) {
      case (.directory, [46]): .listed
      case (.directory, [46, 46]): .parent
      default: .entry
      }
    return FTPRemoteEntry(
      name: entry.name,
      kind: entry.kind,
      role: role,
      size: entry.size,
      modified: FTPListedTime(FTPTime(seconds: entry.modified.seconds - rest), precision),
      mode: entry.mode,
      links: entry.links,
      owner: entry.owner,
      group: entry.group,
      linkTarget: entry.linkTarget
    )
  }

  /// Whether it can be told where the name of a link ends.
  private static func isUnambiguous(_ entry: FTPListEntry) -> Bool {
    guard entry.kind == .symbolicLink else { return true }
    let arrow = Array(" -> ".utf8)
    let target = entry.linkTarget ?? []
    let text = entry.name + (entry.linkTarget == nil ? [] : arrow + target)
    let places = text.indices.dropFirst().filter { text[$0...].starts(with: arrow) }
    guard entry.linkTarget != nil else { return places.isEmpty }
    return places.count == 1 || entry.size == Int64(target.count)
  }

  private static func seconds(of precision: FTPListedTime.Precision) -> Int64 {
    switch precision {
    case .day: 86_400
    case .minute: 60
    case .second: 1
    }
  }

  private static func isSpeakable(_ text: [UInt8]) -> Bool {
    !text.isEmpty && !text.contains { $0 == 0 || $0 == 10 || $0 == 13 }
  }

  /// The bytes, with others for those that end lines, and one more.
  private static func spoken(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    [110] + bytes.map { $0 == 0 || $0 == 10 || $0 == 13 ? 63 : $0 }
  }

  /// The bytes without spaces, and one more.
  private static func word(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    spoken(bytes).map { $0 == 32 ? 95 : $0 }
  }
}
