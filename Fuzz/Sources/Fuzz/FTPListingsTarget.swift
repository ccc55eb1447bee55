internal import FTPProtocol

/// What an FTP server sends for a directory.
struct FTPListingsTarget: FuzzTarget {
  let promise = """
    no bytes of a listing make its parser trap: each line is a file, a remark or is told with its \
    bytes, whatever came before it; names are never empty and hold nothing that ends a line, and \
    numbers are within what they can mean. Each file is written as our server does it, \
    and read once more; so is one whose name, owner and times are the input.
    """

  let inputBytesMax = 400

  let words: [[UInt8]] =
    [
      "-rw-r--r--   1 alice    users             500 Feb 13  2009 ", "drwxr-xr-x+ 2 a b 0 ",
      "lrwxrwxrwx 1 a b 2 Nov 21 06:13 x -> to", "brw-rw---- 1 r d 8,   1 ", "d?????????",
      " ? ? ? ? ? ", "- [RWCEAFMS] a 5 ", "total 12", "Jan 16 18:53 ", "Feb 29 12:00", "févr. 13",
      "2009-02-13 23:31 ", "2009-02-13 23:31:30.250000000 +0100 ", "02-13 23:31", "13. Feb 2009",
      " -> ", "02-13-09  11:31PM       <DIR>          ", "2009-02-13  23:31  1,234,567 ", "PM",
      "<JUNCTION>     a [C:\\b]", "<SYMLINKD>", "13.02.2009",
      "+i8388621.48594,m825718503,r,s280,\t",
      "+/,up755,\t", "README.TXT;4  4/6  18-NOV-2010 10:05:12.50  [G,O]  (RWED,RWED,RE,)", ";1\n",
      ".DIR;1", "%RMS-E-PRV", "\n  5-MAR-2009 18:09", "Directory DKA0:[A]", "Total of 3 files",
      "type=file;size=5;modify=20090213233130.5;perm=adfrw;unique=1u2;UNIX.mode=0644; ",
      "type=OS.unix=slink:/a b;", "type=cdir;", "UNIX.owner=a;UNIX.gid=1;", "; ", "=", "\r\n", "\n",
      "\r", "\0", " ", "  ", "..", "/", "9223372036854775807", "9223372036854775808",
      "253402300799",
    ].map { Array($0.utf8) }

  func check(_ input: [UInt8]) throws(Violation) -> UInt64 {
    let now = present(input)
    var ways = try checkLines(input, now)
    ways |= try checkFacts(input)
    try FTPWrittenEntryCheck(input, now: now).check()
    return ways
  }

  /// The input chooses the present: all that its first bytes can say.
  private func present(_ input: [UInt8]) -> FTPTime {
    let number = input.prefix(5).reduce(Int64(0)) { $0 << 8 | Int64($1) }
    return FTPTime(seconds: FTPTime.secondsRange.lowerBound + number)
  }

  private func checkLines(_ input: [UInt8], _ now: FTPTime) throws(Violation) -> UInt64 {
    var parser = FTPListingParser(now: now)
    var ways: UInt64 = 0
    var kept: [FTPListingLine] = []
    for line in input.split(separator: 10, omittingEmptySubsequences: false) {
      var results: [FTPListingLine] = []
      parser.parse(Array(line), into: &results)
      let (alone, waits) = Self.alone(Array(line), now)
      if !kept.isEmpty, results.count == 1, case .entry(let entry) = results[0] {
        ways |= 1 << 20
        try expect(entry.version != nil, "a name on a line of its own is of VMS")
        kept = []
      } else {
        try expectSame(results, kept + (waits ? [] : alone))
        kept = waits ? alone : []
      }
      for result in results { ways |= try check(result) }
      if let format = parser.format { ways |= Self.way(of: format) }
    }
    var rest: [FTPListingLine] = []
    parser.finish(into: &rest)
    try expect(rest == kept, "the end tells what was kept, and nothing else")
    return ways
  }

  /// What a line is does not depend on what came before it, but for which file it is where it can
  /// be one in several formats.
  private func expectSame(
    _ results: [FTPListingLine],
    _ expected: [FTPListingLine]
  ) throws(Violation) {
    let areSame =
      results.count == expected.count
      && zip(results, expected).allSatisfy { pair in
        if case (.entry, .entry) = pair { return true }
        return pair.0 == pair.1
      }
    try expect(areSame, "a line is the same after any other")
  }

  /// What a line is by itself, and whether it waits for another.
  private static func alone(
    _ line: [UInt8],
    _ now: FTPTime
  ) -> (results: [FTPListingLine], waits: Bool) {
    var parser = FTPListingParser(now: now)
    var results: [FTPListingLine] = []
    parser.parse(line, into: &results)
    let waits = results.isEmpty
    parser.finish(into: &results)
    return (results, waits)
  }

  private func check(_ result: FTPListingLine) throws(Violation) -> UInt64 {
    switch result {
    case .entry(let entry):
      try FTPWrittenEntryCheck.check(entry)
      return Self.ways(of: entry)
    case .remark: return 1
    case .unrecognized(let line):
      try expect(line.count <= FTPLimits.listingLineBytesMax, "what is told of a line is bounded")
      return 2
    }
  }

  private func checkFacts(_ input: [UInt8]) throws(Violation) -> UInt64 {
    var ways: UInt64 = 0
    if let facts = FTPFacts(input) {
      try FTPWrittenEntryCheck.check(FTPRemoteEntry(facts))
      try expect(facts.others.count <= input.count, "there are no more facts than bytes")
      ways |= 1 << 21
    }
    if let facts = FTPFacts(replyLine: input) {
      try FTPWrittenEntryCheck.check(FTPRemoteEntry(facts))
      ways |= 1 << 22
    }
    return ways
  }

  private static func way(of format: FTPListingFormat) -> UInt64 {
    let place = FTPListingFormat.allCases.firstIndex(of: format) ?? 0
    return 1 << UInt64(24 + place)
  }

  private static func ways(of entry: FTPRemoteEntry) -> UInt64 {
    let place = entry.kind.flatMap { FTPListEntry.Kind.allCases.firstIndex(of: $0) } ?? 7
    let told = [
      entry.size != nil, entry.blocks != nil, entry.modified != nil, entry.mode != nil,
      entry.links != nil, entry.owner != nil, entry.group != nil, entry.linkTarget != nil,
      entry.version != nil, entry.role != .entry, entry.modified?.precision == .day,
      entry.modified?.precision == .second,
    ]
    return told.enumerated().reduce(1 << UInt64(2 + place)) { ways, fact in
      fact.element ? ways | 1 << UInt64(32 + fact.offset) : ways
    }
  }
}
