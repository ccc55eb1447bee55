import Testing

@testable import FTPProtocol

@Suite struct FTPRemoteEntryEPLFTests {
  static let lines: [ListedLine] = [
    ListedLine(
      "+i8388621.48594,m1234567890,r,s280,\tdjb.html",
      listed("djb.html", .file, 280, "20090213233130Z") { $0.unique = bytes("8388621.48594") }
    ),
    ListedLine(
      "+i8388621.50690,m1234567890,/,\t514",
      listed("514", .directory, nil, "20090213233130Z") { $0.unique = bytes("8388621.50690") }
    ),
    ListedLine("+r,s0,up644,\t a\tb ", listed(" a\tb ", .file, 0, mode: 0o644)),
    ListedLine("+/,up1777,\ttmp", listed("tmp", .directory, mode: 0o1777)),
    ListedLine("+r,/,\tlink", listed("link", nil)),
    ListedLine("+\tunknown", listed("unknown", nil)),
    ListedLine("+x1,,q,=2,r,\tothers", listed("others")),
    ListedLine("+r,s-1,mx,upx,i,\tnonsense", listed("nonsense")),
    ListedLine("+r,s9223372036854775808,m253402300800,up200000,\ttoo much", listed("too much")),
    ListedLine(
      "+r,m253402300799,up177777,\tmost",
      listed("most", .file, nil, "99991231235959Z", mode: 0o7777)
    ),
    ListedLine("+/,\t..", listed("..", .directory) { $0.role = .parent }),
  ]

  @Test(arguments: lines)
  func `a line of EPLF is read`(listed: ListedLine) {
    #expect(parsed(bytes(listed.line)) == [.entry(listed.entry)])
  }

  @Test(arguments: ["+", "+r,s5,", "+r,s5,\t", "r,s5,\tname", " +r,\tname", "+r,s5, name"])
  func `what lacks a part is no line of EPLF`(line: String) {
    #expect(parsed(bytes(line)) == [.unrecognized(bytes(line))])
  }
}
