import Testing

@testable import FTPProtocol

/// The present is 2011-11-21 06:13:20.
@Suite struct FTPRemoteEntryUnixTests {
  /// Lines with the columns of `ls -l`.
  static let columns: [ListedLine] = [
    ListedLine(
      "-rw-r--r--   1 alice    users             500 Feb 13  2009 old.txt",
      listed(
        "old.txt",
        .file,
        500,
        "20090213",
        mode: 0o644,
        links: 1,
        owner: "alice",
        group: "users"
      )
    ),
    ListedLine(
      "drwxr-xr-x    5 ftp      ftp          4096 Nov 20 10:00 pub",
      listed(
        "pub",
        .directory,
        4_096,
        "201111201000",
        mode: 0o755,
        links: 5,
        owner: "ftp",
        group: "ftp"
      )
    ),
    ListedLine(
      "-rw-r--r-- 1 1000 100 12 Nov 21 06:13 numeric",
      listed(
        "numeric",
        .file,
        12,
        "201111210613",
        mode: 0o644,
        links: 1,
        owner: "1000",
        group: "100"
      )
    ),
    ListedLine(
      "-rw-r--r--  1 alice  1024 Mar  4 09:05 no group",
      listed("no group", .file, 1_024, "201103040905", mode: 0o644, links: 1, owner: "alice")
    ),
    ListedLine(
      "-rw-r--r--  1 20 12 Mar  4 09:05 small numbers",
      listed("small numbers", .file, 12, "201103040905", mode: 0o644, links: 1, owner: "20")
    ),
    ListedLine(
      "-rw-r--r--  1  1024 Mar  4  2010 neither",
      listed("neither", .file, 1_024, "20100304", mode: 0o644, links: 1)
    ),
    ListedLine(
      "-rw-r--r-- 7 Mar  4  2010 size alone",
      listed("size alone", .file, 7, "20100304", mode: 0o644)
    ),
    ListedLine(
      "-rw-rw-rw- alice users 77 Jan  5 2011 no links",
      listed("no links", .file, 77, "20110105", mode: 0o666, owner: "alice", group: "users")
    ),
    ListedLine(
      "-rw-rw-rw- alice 77 Jan  5 2011 owner alone",
      listed("owner alone", .file, 77, "20110105", mode: 0o666, owner: "alice")
    ),
    ListedLine(
      "drwxrwx--- 1 Administrators Domain Users 0 Apr 27 2007 shared",
      listed(
        "shared",
        .directory,
        0,
        "20070427",
        mode: 0o770,
        links: 1,
        owner: "Administrators",
        group: "Domain Users"
      )
    ),
    ListedLine(
      "-rw-r--r-- 1 Feb 13 2009 Mar  4  2010 columns like dates",
      listed(
        "columns like dates",
        .file,
        2_009,
        "20100304",
        mode: 0o644,
        links: 1,
        owner: "Feb",
        group: "13"
      )
    ),
    ListedLine(
      "-rw-------   1 root     root     9223372036854775807 Jan  1  1970 largest",
      listed(
        "largest",
        .file,
        .max,
        "19700101",
        mode: 0o600,
        links: 1,
        owner: "root",
        group: "root"
      )
    ),
    ListedLine(
      "-rw-------   1 root     root     9223372036854775808 Jan  1  1970 larger",
      listed("larger", .file, nil, "19700101", mode: 0o600, links: 1, owner: "root", group: "root")
    ),
    ListedLine(
      "brw-rw----   1 root     disk       8,   1 Oct  3 11:12 sda1",
      listed(
        "sda1",
        .blockDevice,
        nil,
        "201110031112",
        mode: 0o660,
        links: 1,
        owner: "root",
        group: "disk"
      )
    ),
    ListedLine(
      "crw--w----   1 root     tty        4,64 Oct  3 11:12 ttyS0",
      listed(
        "ttyS0",
        .characterDevice,
        nil,
        "201110031112",
        mode: 0o620,
        links: 1,
        owner: "root",
        group: "tty"
      )
    ),
    ListedLine(
      "-rw-r--r--   1 alice    users,       500 Feb 13  2009 comma",
      listed(
        "comma",
        .file,
        500,
        "20090213",
        mode: 0o644,
        links: 1,
        owner: "alice",
        group: "users,"
      )
    ),
    ListedLine(
      "-rw-r--r--   1 alice    100,       500 Feb 13  2009 no device",
      listed(
        "no device",
        .file,
        500,
        "20090213",
        mode: 0o644,
        links: 1,
        owner: "alice",
        group: "100,"
      )
    ),
    ListedLine(
      "drwxr-xr-x+ 2 root wheel 512 May  1  2008 with a list",
      listed(
        "with a list",
        .directory,
        512,
        "20080501",
        mode: 0o755,
        links: 2,
        owner: "root",
        group: "wheel"
      )
    ),
    ListedLine(
      "-rw-r--r--. 1 root root 512 May  1  2008 with a label",
      listed(
        "with a label",
        .file,
        512,
        "20080501",
        mode: 0o644,
        links: 1,
        owner: "root",
        group: "root"
      )
    ),
    ListedLine(
      "-rw-r--r--@ 1 me staff 6148 May  1  2008 .DS_Store",
      listed(
        ".DS_Store",
        .file,
        6_148,
        "20080501",
        mode: 0o644,
        links: 1,
        owner: "me",
        group: "staff"
      )
    ),
    ListedLine(
      "drwxrwxrwt  9 root root 180 Nov 21 05:59 tmp",
      listed(
        "tmp",
        .directory,
        180,
        "201111210559",
        mode: 0o1777,
        links: 9,
        owner: "root",
        group: "root"
      )
    ),
    ListedLine(
      "-rwSr-SrwT  1 root root 0 Nov 21 05:59 specials",
      listed(
        "specials",
        .file,
        0,
        "201111210559",
        mode: 0o7646,
        links: 1,
        owner: "root",
        group: "root"
      )
    ),
    ListedLine(
      "-rwsr-sr-t  1 root root 0 Nov 21 05:59 all",
      listed("all", .file, 0, "201111210559", mode: 0o7755, links: 1, owner: "root", group: "root")
    ),
    ListedLine(
      "-rw-r-lr--  1 root root 0 Nov 21 05:59 locked",
      listed(
        "locked",
        .file,
        0,
        "201111210559",
        mode: 0o2644,
        links: 1,
        owner: "root",
        group: "root"
      )
    ),
    ListedLine(
      "prw-r--r--  1 u g 0 Nov 21 05:59 pipe",
      listed("pipe", .pipe, 0, "201111210559", mode: 0o644, links: 1, owner: "u", group: "g")
    ),
    ListedLine(
      "srwxrwxrwx  1 u g 0 Nov 21 05:59 socket",
      listed("socket", .socket, 0, "201111210559", mode: 0o777, links: 1, owner: "u", group: "g")
    ),
    ListedLine(
      "Drw-r--r--  1 u g 0 Nov 21 05:59 door",
      listed("door", nil, 0, "201111210559", mode: 0o644, links: 1, owner: "u", group: "g")
    ),
    ListedLine(
      "d?????????   ? ?        ?               ?            ? out of reach",
      listed("out of reach", .directory)
    ),
    ListedLine(
      "l?????????   ? ?        ?               ?            ? broken -> nowhere",
      listed("broken", .symbolicLink, target: "nowhere")
    ),
    ListedLine(
      "d [RWCEAFMS] supervisor            512       Jan 16 18:53    login",
      listed("login", .directory, 512, "201101161853", owner: "supervisor")
    ),
    ListedLine(
      "- [R----F--] rhesus             214059       Oct 20  2004    cx 2.exe",
      listed("cx 2.exe", .file, 214_059, "20041020", owner: "rhesus")
    ),
  ]

  /// Lines with names of all kinds.
  static let names: [ListedLine] = [
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010  leading", named(" leading")),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010    two  inside ", named("   two  inside ")),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010  ", named(" ")),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010 Mar  4  2010 x", named("Mar  4  2010 x")),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010 a;b=c; d", named("a;b=c; d")),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010 ../../etc/passwd", named("../../etc/passwd")),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010 a\tb\u{1b}[31m\u{7}", named("a\tb\u{1b}[31m\u{7}")),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010 Größe 大", named("Größe 大")),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010 a -> b", named("a -> b")),
    ListedLine(
      "drwxr-xr-x 1 u g 1 Mar  4  2010 .",
      named(".", .directory, mode: 0o755) { $0.role = .listed }
    ),
    ListedLine(
      "drwxr-xr-x 1 u g 1 Mar  4  2010 ..",
      named("..", .directory, mode: 0o755) { $0.role = .parent }
    ),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  4  2010 ..", named("..")),
    ListedLine(
      "lrwxrwxrwx 1 u g 11 Mar  4  2010 link -> target file",
      link("link", 11, "target file")
    ),
    ListedLine(
      "lrwxrwxrwx 1 u g 1 Mar  4  2010 a -> b -> c",
      link("a -> b", 1, "c")
    ),
    ListedLine(
      "lrwxrwxrwx 1 u g 6 Mar  4  2010 a -> b -> c",
      link("a", 6, "b -> c")
    ),
    ListedLine(
      "lrwxrwxrwx 1 u g 0 Mar  4  2010 a -> b -> c",
      link("a", 0, "b -> c")
    ),
    ListedLine("lrwxrwxrwx 1 u g 4 Mar  4  2010 untold", link("untold", 4, nil)),
    ListedLine("lrwxrwxrwx 1 u g 4 Mar  4  2010 untold -> ", link("untold", 4, nil)),
    ListedLine("lrwxrwxrwx 1 u g 4 Mar  4  2010  -> x", link(" -> x", 4, nil)),
  ]

  /// Lines with dates as servers write them.
  static let dates: [ListedLine] = [
    ListedLine("-rw-r--r-- 1 u g 1 Feb 13 23:31:30 2009 n", dated("20090213233130")),
    ListedLine("-rw-r--r-- 1 u g 1 Feb 13 23:31:30 n", dated("20110213233130")),
    ListedLine("-rw-r--r-- 1 u g 1 fEB 3 7:01 n", dated("201102030701")),
    ListedLine("-rw-r--r-- 1 u g 1 13 Feb 23:31 n", dated("201102132331")),
    ListedLine("-rw-r--r-- 1 u g 1 13. Feb 2009 n", dated("20090213")),
    ListedLine("-rw-r--r-- 1 u g 1 2009-02-13 23:31 n", dated("200902132331")),
    ListedLine("-rw-r--r-- 1 u g 1 2009-02-13 23:31:30 n", dated("20090213233130")),
    ListedLine(
      "-rw-r--r-- 1 u g 1 2009-02-13 23:31:30.250000000 +0000 n",
      dated("20090213233130.25Z")
    ),
    ListedLine(
      "-rw-r--r-- 1 u g 1 2009-02-14 05:01:30.000000000 +0530 n",
      dated("20090213233130Z")
    ),
    ListedLine("-rw-r--r-- 1 u g 1 2009-02-13 20:31:30 -0300 n", dated("20090213233130Z")),
    ListedLine("-rw-r--r-- 1 u g 1 2009-02-13  n", dated("20090213")),
    ListedLine("-rw-r--r-- 1 u g 1 2009-02-13 23:31 +0100", dated("200902132331", "+0100")),
    ListedLine("-rw-r--r-- 1 u g 1 02-13 23:31 n", dated("201102132331")),
    ListedLine("-rw-r--r-- 1 u g 1 Jan  1     0 n", dated("00000101")),
    ListedLine("-rw-r--r-- 1 u g 1 Dec 31  9999 n", dated("99991231")),
    ListedLine("-rw-r--r-- 1 u g 1 Feb 29  2008 n", dated("20080229")),
    ListedLine("-rw-r--r-- 1 u g 1 févr. 13 23:31 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 13 févr. 2009 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 Mär 13 2009 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 13. Okt 23:31 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 2月 13 2009 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 2月13日 23:31 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 Feb 31  2009 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 Feb 30 10:00 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 Feb 29  2009 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 Mar  0  2009 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 Mar 13 24:00 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 Mar 13 10:60 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 2009-13-01 10:00 n", dated(nil)),
    ListedLine("-rw-r--r-- 1 u g 1 0000-01-01 00:00:00 +0100 n", dated(nil)),
  ]

  private static func named(
    _ name: String,
    _ kind: FTPListEntry.Kind = .file,
    mode: UInt16 = 0o644,
    more: (inout FTPRemoteEntry) -> Void = { _ in }
  ) -> FTPRemoteEntry {
    listed(
      name,
      kind,
      1,
      "20100304",
      mode: mode,
      links: 1,
      owner: "u",
      group: "g",
      more: more
    )
  }

  private static func link(_ name: String, _ size: Int64, _ target: String?) -> FTPRemoteEntry {
    listed(
      name,
      .symbolicLink,
      size,
      "20100304",
      mode: 0o777,
      links: 1,
      owner: "u",
      group: "g",
      target: target
    )
  }

  private static func dated(_ time: String?, _ name: String = "n") -> FTPRemoteEntry {
    listed(name, .file, 1, time, mode: 0o644, links: 1, owner: "u", group: "g")
  }

  @Test(arguments: columns + names + dates)
  func `a line of ls is read`(listed: ListedLine) {
    #expect(parsed(bytes(listed.line)) == [.entry(listed.entry)])
  }

  @Test(arguments: [
    "-rw-r--r--", "-rw-r--r-- 1 u g 500 Feb 13 2009", "-rw-r--r-- 1 u g 500 Feb 13 2009 ",
    "-rw-r--r-- 1 u g 500 name", "-rw-r--r-- 1 u g x Feb 13 2009 name",
    "-rw-r--r-- 1 u g -5 Feb 13 2009 name", "-rw-r--r-- Feb 13 2009 name",
    "-rw-r--rx- 1 u g 500 Feb 13 2009 name", "-rw-r--r--x 1 u g 500 Feb 13 2009 name",
    "-rw-r--r 1 u g 500 Feb 13 2009 name", "5rw-r--r-- 1 u g 500 Feb 13 2009 name",
    "-rw-r--r-- 1 u g 500 Feb 131 2009 name", "-rw-r--r-- 1 u g 500 Feb 13 20090 name",
    "-rw-r--r-- 1 u g 500 Feb 13 23:1 name", "-rw-r--r-- 1 u g 500 2009-2-13 23:31 name",
    "-rw-r--r-- 1 u g 500 13 Feb 9 name", "d????????? ? ? ? ? ?", "d????????? ? ? ? ? name",
    "- [R] alice 512 Jan 16 18:53 ", "x [R] alice 512 Jan 16 18:53 name", "- [R] 512 name",
    "-rw-r--r-- 1 a b c d e f g h i j k l m n o 500 Feb 13 2009 name",
  ])
  func `what lacks a part is no line of ls`(line: String) {
    #expect(parsed(bytes(line)) == [.unrecognized(bytes(line))])
  }

  @Test func `numbers of ten thousand digits are unknown`() {
    let digits = String(repeating: "9", count: 10_000)
    var entry = listed("n", .file, nil, "20100304", mode: 0o644, links: 1, owner: "u", group: "g")
    #expect(parsed(bytes("-rw-r--r-- 1 u g \(digits) Mar  4  2010 n")) == [.entry(entry)])
    entry.links = nil
    entry.size = 5
    #expect(parsed(bytes("-rw-r--r-- \(digits) u g 5 Mar  4  2010 n")) == [.entry(entry)])
  }

  @Test func `names that are not UTF-8 keep their bytes`() {
    let line = bytes("-rw-r--r-- 1 u g 1 Mar  4  2010 ") + [0xFF, 0xE9]
    var entry = Self.named("")
    entry.name = [0xFF, 0xE9]
    #expect(parsed(line) == [.entry(entry)])
  }

  /// The present, what a line says, and the moment that it means.
  @Test(
    arguments: [
      ("20111121061320", "Nov 21 06:13", "201111210613"),
      ("20111121061320", "Nov 22 06:13", "201111220613"),
      ("20111121061320", "Nov 22 06:14", "201011220614"),
      ("20111121061320", "Dec 31 23:59", "201012312359"),
      ("20111231235000", "Jan  1 00:30", "201201010030"),
      ("20111231235000", "Jan  1 23:51", "201101012351"),
      ("20120101001000", "Dec 31 23:59", "201112312359"),
      ("20120301000000", "Feb 29 12:00", "201202291200"),
      ("20120228110000", "Feb 29 11:00", "201202291100"),
      ("20120228105900", "Feb 29 11:00", "200802291100"),
      ("21030301000000", "Feb 29 12:00", "209602291200"),
      ("00000101000000", "Jan  1 00:00", "000001010000"),
      ("00000101000000", "Jan  3 00:00", nil),
      ("99991231235959", "Dec 31 23:59", "999912312359"),
      ("99991231235959", "Jan  1 00:00", "999901010000"),
    ] as [(String, String, String?)]
  )
  func `a time without a year is the latest up to a day ahead`(
    now: String,
    date: String,
    time: String?
  ) {
    let results = parsed(bytes("-rw-r--r-- 1 u g 1 \(date) n"), now: listedTime(now).time)
    #expect(results == [.entry(Self.dated(time))])
  }
}
