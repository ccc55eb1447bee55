import TestSupport
import Testing

@testable import FTPProtocol

@Suite struct FTPListingParserTests {
  /// Lines of all formats, each of which is a file.
  static let corpus: [ListedLine] =
    FTPRemoteEntryUnixTests.columns + FTPRemoteEntryUnixTests.names + FTPRemoteEntryUnixTests.dates
    + FTPRemoteEntryWindowsTests.lines + FTPRemoteEntryEPLFTests.lines
    + FTPRemoteEntryVMSTests.lines + FTPFactsTests.entries

  @Test(arguments: [
    "", "\r\n", "   ", "total 0", "total 123", "Total 4.0K", "total 99999999999999999999",
    "Directory DKA0:[ANONYMOUS]", "Directory SYS$SYSDEVICE:[USERS.ALICE]",
    "Total of 3 files, 12 blocks.", "Total of 1 file, 4/6 blocks",
  ])
  func `what tells of no file is a remark`(line: String) {
    #expect(parsed(bytes(line)) == [.remark])
  }

  @Test(arguments: [
    "x", "total", "total x", "total 1 2", "Total of", "Total of x", "insgesamt 12", "Directory",
    "Directory of C:", "Directory [x", ".:", "ls: cannot open directory '.': Permission denied",
    "550 No such directory", "<html><body>", "{\"name\": \"x\"}", "\u{1b}[2J", "\t", "\u{7f}",
    "a.txt", "-", "+", ";", "=", "d", "?", "%", "-- -- --", "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
  ])
  func `what is not known is told with its bytes`(line: String) {
    #expect(parsed(bytes(line)) == [.unrecognized(bytes(line))])
    #expect(parsed(bytes(line + "\r\n")) == [.unrecognized(bytes(line))])
  }

  @Test(arguments: [[0], [13], [10], [97, 0, 98], [97, 13, 98], [97, 10, 98]] as [[UInt8]])
  func `no line holds what would end a name`(middle: [UInt8]) {
    let isEnding = middle == [13] || middle == [10]
    for listed in Self.corpus {
      let line = bytes(listed.line) + middle + [120]
      #expect(parsed(line) == [.unrecognized(line)], "\(listed.line)")
      let ended = bytes(listed.line) + middle
      let expected = isEnding ? FTPListingLine.entry(listed.entry) : .unrecognized(ended)
      #expect(parsed(ended) == [expected], "\(listed.line)")
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r\r\n", "\r", "\r\n\r\n"])
  func `lines are read with their endings`(ending: String) {
    for listed in Self.corpus {
      #expect(parsed(bytes(listed.line + ending)) == [.entry(listed.entry)], "\(listed.line)")
    }
  }

  @Test func `a line is not longer than its limit`() {
    let beginning = bytes("-rw-r--r-- 1 u g 1 Mar  4  2010 ")
    let count = FTPLimits.listingLineBytesMax - beginning.count
    let longest = [UInt8](repeating: 97, count: count)
    var entry = listed("", .file, 1, "20100304", mode: 0o644, links: 1, owner: "u", group: "g")
    entry.name = longest
    #expect(parsed(beginning + longest) == [.entry(entry)])
    #expect(parsed(beginning + longest + bytes("\r\n")) == [.entry(entry)])
    #expect(parsed(beginning + longest + [98]) == [.unrecognized(beginning + longest)])
  }

  @Test func `the format is that of the last line that was recognised`() {
    var parser = FTPListingParser(now: FTPListEntryTests.now)
    var results: [FTPListingLine] = []
    #expect(parser.format == nil)
    for (line, format) in [
      ("total 5", nil), ("nonsense", nil),
      (FTPRemoteEntryUnixTests.columns[0].line, .unix), ("nonsense", .unix), ("", .unix),
      (FTPRemoteEntryWindowsTests.lines[0].line, .windows),
      (FTPRemoteEntryEPLFTests.lines[0].line, .eplf),
      (FTPFactsTests.entries[0].line, .facts),
      (FTPRemoteEntryVMSTests.lines[0].line, .vms), ("A.DAT;1", .vms), ("  5-MAR-2009", .vms),
      (FTPRemoteEntryUnixTests.names[0].line, .unix),
    ] as [(String, FTPListingFormat?)] {
      parser.parse(bytes(line), into: &results)
      #expect(parser.format == format, "\(line)")
    }
    #expect(results.count == 11)
  }

  @Test func `a line that can be of two formats is of that of the lines before it`() {
    let line = bytes("+A.DAT;1  5-MAR-2009 18:09\tx")
    let before = FTPRemoteEntryVMSTests.lines[0]
    let vms = listed("+A.DAT", .file, nil, "200903051809") { $0.version = 1 }
    #expect(parsed(line) == [.entry(listed("x", nil))])
    #expect(parsed(bytes(before.line), line) == [.entry(before.entry), .entry(vms)])
  }

  @Test func `a line is the same whatever came before it`() {
    var random = SeededGenerator()
    var parser = FTPListingParser(now: FTPListEntryTests.now)
    var results: [FTPListingLine] = []
    let shuffled = (Self.corpus + Self.corpus).shuffled(using: &random)
    for listed in shuffled { parser.parse(bytes(listed.line), into: &results) }
    for (result, listed) in zip(results, shuffled) where result != .entry(listed.entry) {
      Issue.record("\(listed.line): \(result), seed \(random.seed)")
    }
    #expect(results.count == shuffled.count)
  }

  @Test func `the beginning of a line has one result, and a name that can be asked for`() {
    for listed in Self.corpus {
      let line = bytes(listed.line)
      for count in line.indices {
        let results = parsed(Array(line[..<count]))
        #expect(results.count == 1, "\(count) bytes of \(listed.line)")
        guard case .entry(let entry)? = results.first else { continue }
        #expect(!entry.name.isEmpty, "\(count) bytes of \(listed.line)")
      }
    }
  }

  @Test func `lines with a byte changed are taken`() {
    var random = SeededGenerator()
    for _ in 0..<20_000 {
      var line = bytes(Self.corpus[.random(in: Self.corpus.indices, using: &random)].line)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        line[.random(in: line.indices, using: &random)] = .random(in: .min ... .max, using: &random)
      }
      let results = parsed(line)
      #expect(results.count == 1, "seed \(random.seed)")
      guard case .entry(let entry)? = results.first else { continue }
      let isWhole = !entry.name.isEmpty && !entry.name.contains(where: \.breaksLines)
      #expect(isWhole, "seed \(random.seed)")
    }
  }

  @Test func `there are lines enough`() {
    #expect(Self.corpus.count >= 80)
  }
}
