import TestSupport
import Testing

@testable import FTPProtocol

/// What the server writes, a client reads.
@Suite struct FTPListingRoundTripTests {
  /// Files that the server's own tests show, but for names that it writes with question marks.
  static let entries =
    (FTPListEntryTests.lines.map(\.0) + FTPListEntryTests.facts.map(\.0))
    .filter { !$0.hasUnspeakableName }

  /// What a client learns of a file from LIST.
  static func longEntry(_ entry: FTPListEntry, now: FTPTime) -> FTPRemoteEntry {
    let age = now.seconds - entry.modified.seconds
    let isRecent = (-86_400...(180 * 86_400)).contains(age)
    let unit: Int64 = isRecent ? 60 : 86_400
    let second = entry.modified.seconds
    let rest = (second % unit + unit) % unit
    var listed = FTPRemoteEntry(
      name: entry.name,
      kind: entry.kind,
      size: entry.size,
      modified: FTPListedTime(FTPTime(seconds: second - rest), isRecent ? .minute : .day),
      mode: entry.mode & 0o7_777,
      links: entry.links,
      owner: entry.owner,
      group: entry.group,
      linkTarget: entry.kind == .symbolicLink ? entry.linkTarget : nil
    )
    listed.takeRoleFromName()
    return listed
  }

  /// What a client learns of a file from MLSD.
  static func factEntry(
    _ entry: FTPListEntry,
    _ selection: FTPFactSelection,
    _ role: FTPListEntry.Role
  ) -> FTPRemoteEntry {
    let told = entry.permissions.intersection(
      entry.kind == .directory ? .ofDirectories : .ofFiles
    )
    let time = FTPListedTime(FTPTime(seconds: entry.modified.seconds), .second, isUTC: true)
    func fact<Value>(_ fact: FTPFact, _ value: Value) -> Value? {
      selection.contains(fact) ? value : nil
    }
    var listed = FTPRemoteEntry(
      name: entry.name,
      kind: fact(.type, entry.kind),
      role: selection.contains(.type) && entry.kind == .directory ? role : .entry,
      size: entry.kind == .file ? fact(.size, entry.size) : nil,
      modified: fact(.modified, time),
      mode: fact(.mode, entry.mode & 0o7_777),
      owner: fact(.owner, entry.owner),
      group: fact(.group, entry.group),
      permissions: fact(.permissions, told),
      unique: fact(.unique, hexadecimal(entry.device) + [117] + hexadecimal(entry.inode))
    )
    listed.takeRoleFromName()
    return listed
  }

  private static func hexadecimal(_ number: UInt64) -> [UInt8] {
    bytes(String(number, radix: 16))
  }

  @Test(arguments: entries)
  func `a line of LIST is read as it was written`(entry: FTPListEntry) {
    let now = FTPListEntryTests.now
    var line: [UInt8] = []
    entry.appendLongLine(to: &line, now: now)
    #expect(parsed(line) == [.entry(Self.longEntry(entry, now: now))])
  }

  @Test(arguments: [
    FTPListEntry.Role.entry, .listed, .parent,
  ])
  func `a line of MLSD is read as it was written`(role: FTPListEntry.Role) {
    for entry in Self.entries {
      for selection in [.initial, FTPListEntryTests.all, [], [.type], [.modified, .size]] {
        var line: [UInt8] = []
        entry.appendFactLine(to: &line, selection: selection, role: role)
        let expected = Self.factEntry(entry, selection, role)
        #expect(FTPFacts(line).map { FTPRemoteEntry($0) } == expected)
        if selection.contains(.type) || selection.contains(.modified) {
          #expect(parsed(line) == [.entry(expected)])
        }
      }
    }
  }

  @Test func `random files are read as they were written`() {
    var random = SeededGenerator()
    for _ in 0..<5_000 {
      let entry = Self.randomEntry(&random)
      let span: Int64 = 400 * 86_400
      let now = FTPTime(seconds: entry.modified.seconds + .random(in: -span...span, using: &random))
      var line: [UInt8] = []
      entry.appendLongLine(to: &line, now: now)
      let long = [FTPListingLine.entry(Self.longEntry(entry, now: now))]
      #expect(parsed(line, now: now) == long, "\(text(line)) seed \(random.seed)")
      line = []
      entry.appendFactLine(to: &line, selection: FTPListEntryTests.all)
      let told = Self.factEntry(entry, FTPListEntryTests.all, .entry)
      #expect(
        FTPFacts(line).map { FTPRemoteEntry($0) } == told,
        "\(text(line)) seed \(random.seed)"
      )
    }
  }

  /// A file whose name and owner look like columns, and whose link has the length of its target.
  private static func randomEntry(_ random: inout SeededGenerator) -> FTPListEntry {
    let words = ["a", " ", "->", " -> ", ";", "=", "5", "Feb", "13", "2009", "10:00", "é", "."]
    func join(_ counts: ClosedRange<Int>, _ random: inout SeededGenerator) -> [UInt8] {
      (0..<Int.random(in: counts, using: &random)).flatMap { _ in
        bytes(words.randomElement(using: &random) ?? "")
      }
    }
    func word(_ random: inout SeededGenerator) -> [UInt8] {
      let choices = ["alice", "5", "Feb", "1000", "2009", "10:00", "2009-02-13", "[x]", "ü"]
      return bytes(choices.randomElement(using: &random) ?? "")
    }
    let kind = FTPListEntry.Kind.allCases.randomElement(using: &random) ?? .file
    let target = kind == .symbolicLink ? join(1...3, &random) : nil
    return FTPListEntry(
      name: bytes("n") + join(0...5, &random),
      kind: kind,
      size: target.map { Int64($0.count) } ?? .random(in: 0 ... .max, using: &random),
      mode: .random(in: 0...0o7_777, using: &random),
      links: .random(in: 0 ... .max, using: &random),
      owner: word(&random),
      group: word(&random),
      modified: FTPTime(seconds: .random(in: FTPTime.secondsRange, using: &random)),
      device: .random(in: 0 ... .max, using: &random),
      inode: .random(in: 0 ... .max, using: &random),
      linkTarget: target,
      permissions: FTPEntryPermissions(rawValue: .random(in: 0...1_023, using: &random))
    )
  }
}
