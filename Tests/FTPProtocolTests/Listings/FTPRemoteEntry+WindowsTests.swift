import Testing

@testable import FTPProtocol

@Suite struct FTPRemoteEntryWindowsTests {
  /// Lines with kinds, sizes and names.
  static let lines: [ListedLine] = [
    ListedLine(
      "02-13-09  11:31PM       <DIR>          Program Files",
      listed("Program Files", .directory, nil, "200902132331")
    ),
    ListedLine(
      "02-13-09  11:31PM                  500 old.txt",
      listed("old.txt", .file, 500, "200902132331")
    ),
    ListedLine(
      "02-13-2009  11:31AM       <DIR>          aspnet_client",
      listed("aspnet_client", .directory, nil, "200902131131")
    ),
    ListedLine(
      "02-13-2009  23:31           9999999999999 long",
      listed("long", .file, 9_999_999_999_999, "200902132331")
    ),
    ListedLine(
      "2009-02-13  23:31    <DIR>          iso",
      listed("iso", .directory, nil, "200902132331")
    ),
    ListedLine(
      "02/13/2009  11:31 PM    <DIR>          slashes",
      listed("slashes", .directory, nil, "200902132331")
    ),
    ListedLine(
      "13.02.2009  23:31         1.234.567 Punkte.txt",
      listed("Punkte.txt", .file, 1_234_567, "200902132331")
    ),
    ListedLine(
      "02/13/2009  11:31 PM         1,234,567 commas.txt",
      listed("commas.txt", .file, 1_234_567, "200902132331")
    ),
    ListedLine("02-13-09  11:31PM  0  leading", listed(" leading", .file, 0, "200902132331")),
    ListedLine(
      "02-13-09  11:31PM       <DIR>            leading",
      listed("  leading", .directory, nil, "200902132331")
    ),
    ListedLine(
      "02-13-09  11:31PM  <DIR> near",
      listed("near", .directory, nil, "200902132331")
    ),
    ListedLine(
      "02-13-09  11:31PM  5 <DIR> in the name",
      listed("<DIR> in the name", .file, 5, "200902132331")
    ),
    ListedLine(
      "02-13-09  11:31PM    <JUNCTION>     Documents [C:\\Users\\me [old]]",
      listed("Documents [C:\\Users\\me", .symbolicLink, nil, "200902132331", target: "old]")
    ),
    ListedLine(
      "02-13-09  11:31PM    <JUNCTION>     My Music [C:\\Users\\me\\Music]",
      listed("My Music", .symbolicLink, nil, "200902132331", target: "C:\\Users\\me\\Music")
    ),
    ListedLine(
      "02-13-09  11:31PM    <SYMLINKD>     link [..\\to]",
      listed("link", .symbolicLink, nil, "200902132331", target: "..\\to")
    ),
    ListedLine(
      "02-13-09  11:31PM    <SYMLINK>      link",
      listed("link", .symbolicLink, nil, "200902132331")
    ),
    ListedLine(
      "02-13-09  11:31PM    <SYMLINK>      []",
      listed("[]", .symbolicLink, nil, "200902132331")
    ),
    ListedLine(
      "02-13-09  11:31PM       <DIR>          .",
      listed(".", .directory, nil, "200902132331") { $0.role = .listed }
    ),
    ListedLine(
      "02-13-09  11:31PM  9223372036854775808 larger",
      listed("larger", .file, nil, "200902132331")
    ),
  ]

  @Test(arguments: lines)
  func `a line of DIR is read`(listed: ListedLine) {
    #expect(parsed(bytes(listed.line)) == [.entry(listed.entry)])
  }

  /// What stands for day and time, and what it means.
  @Test(
    arguments: [
      ("02-13-09  12:00AM", "200902130000"), ("02-13-09  12:59AM", "200902130059"),
      ("02-13-09  12:00PM", "200902131200"), ("02-13-09  01:00pm", "200902131300"),
      ("02-13-09  1:05p", "200902131305"), ("02-13-09  1:05a", "200902130105"),
      ("02-13-09  11:31:30PM", "20090213233130"), ("02-13-09  00:00", "200902130000"),
      ("02-13-09  12:05 am", "200902130005"),
      ("01-01-70  00:00", "197001010000"), ("12-31-69  00:00", "206912310000"),
      ("01-01-1601  00:00", "160101010000"), ("2-3-2009  1:05AM", "200902030105"),
      ("02-31-09  11:31PM", nil), ("13-02-09  11:31PM", nil), ("02-13-09  13:00PM", nil),
      ("02-13-09  00:00AM", nil), ("02-13-09  24:00", nil), ("02-13-09  23:60", nil),
      ("00-00-00  00:00", nil), ("02-29-2009  00:00", nil),
    ] as [(String, String?)]
  )
  func `days and times are read`(text: String, time: String?) {
    #expect(parsed(bytes("\(text)  5 n")) == [.entry(listed("n", .file, 5, time))])
  }

  @Test(arguments: [
    "02-13-09", "02-13-09  11:31PM", "02-13-09  11:31PM  <DIR>", "02-13-09  11:31PM  <DIR>  ",
    "02-13-09  11:31PM  500", "02-13-09  11:31PM  500 ", "02-13-09  11:31PM  <CAB> name",
    "02-13-09  11:31PM  x name", "02-13-09  11:31PM  1,23 name", "02-13-09  11:31PM  ,123 name",
    "02-13-09  11:31PM  -5 name", "02-13-09  11:31XM  5 name", "02-13  11:31PM  5 name",
    "02-13-009  11:31PM  5 name", "02-13-09-1  11:31PM  5 name", "02-13.09  11:31PM  5 name",
    "02-13-09  1131PM  5 name", "02-13-09  11:31 XM  5 name", "213:9  11:31PM  5 name",
  ])
  func `what lacks a part is no line of DIR`(line: String) {
    #expect(parsed(bytes(line)) == [.unrecognized(bytes(line))])
  }
}
