import Testing

@testable import FTPProtocol

@Suite struct FTPRemoteEntryVMSTests {
  static let lines: [ListedLine] = [
    ListedLine(
      "README.TXT;4              4/6  18-NOV-2010 10:05:12.50  [SYSTEM]  (RWED,RWED,RE,)",
      file("README.TXT", blocks: 4, "20101118100512.5", 0o750, owner: "SYSTEM", version: 4)
    ),
    ListedLine(
      "DATA.DIR;1                1   5-MAR-2009 18:09  [USERS,ALICE]  (RWE,RWE,RE,RE)",
      file(
        "DATA",
        kind: .directory,
        blocks: 1,
        "200903051809",
        0o755,
        owner: "ALICE",
        group: "USERS",
        version: 1
      )
    ),
    ListedLine(
      "A.DAT;32767  0  5-MAR-2009  [200, 1]  (S:RWED,O:RWED,G:,W:R)",
      file("A.DAT", blocks: 0, "20090305", 0o704, owner: "1", group: "200", version: 32_767)
    ),
    ListedLine("B.DAT;2\t5-MAR-2009 18:09", file("B.DAT", "200903051809", version: 2)),
    ListedLine(
      "SECRET.DAT;7       %RMS-E-PRV, insufficient privilege or file protection violation",
      file("SECRET.DAT", version: 7)
    ),
    ListedLine(
      "a^.b^_c;x.txt;3   12   5-MAR-2009 18:09:01",
      file(
        "a^.b^_c;x.txt",
        blocks: 12,
        "20090305180901",
        version: 3
      )
    ),
    ListedLine(".DIR;1  1  5-MAR-2009 18:09", file(".DIR", blocks: 1, "200903051809", version: 1)),
    ListedLine("C.DAT;1  1  31-FEB-2009 18:09", file("C.DAT", blocks: 1, version: 1)),
    ListedLine("C.DAT;1  1  5-MAR-2009 25:09", file("C.DAT", blocks: 1, version: 1)),
    ListedLine(
      "C.DAT;1  99999999999999999999  5-MAR-2009 18:09",
      file("C.DAT", "200903051809", version: 1)
    ),
    ListedLine(
      "C.DAT;1  1  5-MAR-2009 18:09  [] (RWED)",
      file("C.DAT", blocks: 1, "200903051809", version: 1)
    ),
    ListedLine(
      "C.DAT;1  1  5-MAR-2009 18:09  [,] (,,,)",
      file("C.DAT", blocks: 1, "200903051809", 0, version: 1)
    ),
    ListedLine(
      "C.DAT;1  1  5-MAR-2009 18:09  )(][",
      file("C.DAT", blocks: 1, "200903051809", version: 1)
    ),
  ]

  private static func file(
    _ name: String,
    kind: FTPListEntry.Kind = .file,
    blocks: Int64? = nil,
    _ time: String? = nil,
    _ mode: UInt16? = nil,
    owner: String? = nil,
    group: String? = nil,
    version: Int64
  ) -> FTPRemoteEntry {
    listed(name, kind, nil, time, mode: mode, owner: owner, group: group) {
      $0.blocks = blocks
      $0.version = version
    }
  }

  @Test(arguments: lines)
  func `a line of DIRECTORY is read`(listed: ListedLine) {
    #expect(parsed(bytes(listed.line)) == [.entry(listed.entry)])
  }

  @Test(arguments: lines)
  func `a name may have its facts on the next line`(listed: ListedLine) throws {
    let line = bytes(listed.line)
    let end = try #require(line.firstIndex { $0 == 32 || $0 == 9 })
    #expect(parsed(Array(line[..<end]), Array(line[end...])) == [.entry(listed.entry)])
  }

  @Test(arguments: [
    ";1  1  5-MAR-2009 18:09", "A.DAT;  1  5-MAR-2009 18:09", "A.DAT;32768  1  5-MAR-2009 18:09",
    "A.DAT;-1  1  5-MAR-2009 18:09", "A.DAT;1  1", "A.DAT;1  1  5-MAR-09 18:09",
    "A.DAT;1  1  5-QQQ-2009 18:09", "A.DAT;1  1  500-MAR-2009 18:09", "A.DAT;1  1/2/3  5-MAR-2009",
    "A.DAT;1  /  5-MAR-2009", "A.DAT  1  5-MAR-2009 18:09", "A.DAT;1  x  5-MAR-2009 18:09",
  ])
  func `what lacks a part is no line of DIRECTORY`(line: String) {
    #expect(parsed(bytes(line)) == [.unrecognized(bytes(line))])
  }

  @Test func `a name whose facts do not come is told as it came`() {
    let name = bytes("A.DAT;1")
    let other = bytes("LONG_NAME.DAT;2")
    let entry = Self.file("LONG_NAME.DAT", blocks: 3, "200903051809", version: 2)
    #expect(parsed(name) == [.unrecognized(name)])
    #expect(parsed(name, []) == [.unrecognized(name), .remark])
    #expect(parsed(name, [0]) == [.unrecognized(name), .unrecognized([0])])
    #expect(
      parsed(name, other, bytes("   3  5-MAR-2009 18:09"))
        == [.unrecognized(name), .entry(entry)]
    )
  }
}
