import Testing

@testable import FTPProtocol

@Suite struct FTPFactsTests {
  /// Facts of a name, of which the rest is to be set.
  static func facts(_ name: String, _ more: (inout FTPFacts) -> Void = { _ in }) -> FTPFacts {
    var facts = FTPFacts(name: bytes(name))
    more(&facts)
    return facts
  }

  /// Lines and what they tell.
  static let lines: [(String, FTPFacts)] = [
    (
      "type=file;size=500;modify=20090213233130;perm=adfrw;unique=fd01u1a2b; old.txt",
      facts("old.txt") {
        $0.type = bytes("file")
        $0.size = 500
        $0.modified = FTPTime(seconds: 1_234_567_890)
        $0.permissions = [.append, .delete, .rename, .read, .write]
        $0.unique = bytes("fd01u1a2b")
      }
    ),
    (
      "TYPE=Dir;SIZE=4096;Modify=20090213233130.123;Perm=CDEFLMP;UNIX.MODE=0755; a directory",
      facts("a directory") {
        $0.type = bytes("Dir")
        $0.size = 4_096
        $0.modified = FTPTime(seconds: 1_234_567_890, nanoseconds: 123_000_000)
        $0.permissions = [.create, .delete, .enter, .rename, .list, .makeDirectory, .purge]
        $0.mode = 0o755
      }
    ),
    (
      "create=19700101000000;lang=en;media-type=text/plain;charset=UTF-8;sizd=12; x",
      facts("x") {
        $0.created = FTPTime(seconds: 0)
        $0.language = bytes("en")
        $0.mediaType = bytes("text/plain")
        $0.charset = bytes("UTF-8")
        $0.directorySize = 12
      }
    ),
    (
      "UNIX.owner=1000;UNIX.group=100;UNIX.uid=1000;UNIX.gid=100;UNIX.ownername=alice;"
        + "UNIX.groupname=users; x",
      facts("x") {
        $0.owner = bytes("1000")
        $0.group = bytes("100")
        $0.userID = 1_000
        $0.groupID = 100
        $0.ownerName = bytes("alice")
        $0.groupName = bytes("users")
      }
    ),
    (
      "win32.ea=0x00000010;X=;UNIX.atime=20090213233130; x",
      facts("x") {
        $0.others = [
          FTPFacts.Other(name: bytes("win32.ea"), value: bytes("0x00000010")),
          FTPFacts.Other(name: bytes("X"), value: []),
          FTPFacts.Other(name: bytes("UNIX.atime"), value: bytes("20090213233130")),
        ]
      }
    ),
    ("type=file;  a b ", facts(" a b ") { $0.type = bytes("file") }),
    ("type=file; size=5; x", facts("size=5; x") { $0.type = bytes("file") }),
    ("type=file; a;b;c", facts("a;b;c") { $0.type = bytes("file") }),
    (" type=file; x", facts("type=file; x")),
    ("  ", facts(" ")),
    (
      "type=file;size=5 no semicolon",
      facts("no semicolon") {
        $0.type = bytes("file")
        $0.size = 5
      }
    ),
    ("type=file;type=dir; last", facts("last") { $0.type = bytes("dir") }),
    (
      "type=OS.unix=slink:/a b c;size=3; link",
      facts("link") {
        $0.type = bytes("OS.unix=slink:/a b c")
        $0.size = 3
      }
    ),
    (
      "size=;modify=;create=;perm=;unique=;type=;UNIX.mode=;UNIX.owner=;UNIX.uid=;lang=; empty",
      facts("empty") { $0.permissions = [] }
    ),
    (
      "size=-1;modify=20090230000000;create=2009;perm=xyz!;UNIX.mode=8;UNIX.uid=x; nonsense",
      facts("nonsense") { $0.permissions = [] }
    ),
    ("size=9223372036854775808;UNIX.mode=200000; too much", facts("too much")),
    ("UNIX.mode=0100644; kind in the mode", facts("kind in the mode") { $0.mode = 0o644 }),
    ("type=file; ../a/../b", facts("../a/../b") { $0.type = bytes("file") }),
  ]

  @Test(arguments: lines.indices)
  func `a line of MLSD is read`(index: Int) {
    let (line, facts) = Self.lines[index]
    #expect(FTPFacts(bytes(line)) == facts)
    #expect(FTPFacts(bytes(line + "\r\n")) == facts)
    #expect(FTPFacts(replyLine: bytes(" " + line)) == facts)
  }

  @Test(arguments: [
    "", " ", "x", "type", "type=file", "type=file;", "type=file; ", "type=file;x", "=file; x",
    "ty pe=file; x", "ty;pe=file; x", ";type=file; x", "type=file;; x", "t/pe=file; x",
    "type=file; a\0b", "type=file; a\nb", "type=file; a\rb", "ty\0pe=file; x",
    "-rw-r--r-- 1 u g 5 Feb 13 2009 a=b; c",
  ])
  func `what is no line of MLSD is refused`(line: String) {
    #expect(FTPFacts(bytes(line)) == nil)
  }

  @Test func `a line is not longer than its limit`() {
    let line = bytes("type=file; ")
    let longest = [UInt8](repeating: 97, count: FTPLimits.listingLineBytesMax - line.count)
    #expect(FTPFacts(line + longest)?.name == longest)
    #expect(FTPFacts(line + longest + [97]) == nil)
  }

  @Test(
    arguments: [
      (" type=file; /a b", "/a b"), ("type=file; /a b", "/a b"), ("  /a b", "/a b"),
      (" /a b", "/a b"), (" type=file;  ", " "), ("   /a", " /a"), ("/a", nil), (" ", nil),
      ("", nil),
    ] as [(String, String?)]
  )
  func `a line of MLST is read with its space and without`(line: String, name: String?) {
    #expect(FTPFacts(replyLine: bytes(line))?.name == name.map(bytes))
  }

  /// A type, and what it says.
  static let types: [(String, FTPListEntry.Kind?, FTPListEntry.Role, String?)] = [
    ("file", .file, .entry, nil), ("FILE", .file, .entry, nil),
    ("dir", .directory, .entry, nil), ("cdir", .directory, .listed, nil),
    ("PDIR", .directory, .parent, nil),
    ("OS.unix=symlink", .symbolicLink, .entry, nil),
    ("OS.unix=slink", .symbolicLink, .entry, nil), ("OS.unix=slink:", .symbolicLink, .entry, nil),
    ("os.UNIX=SLINK:../to:x", .symbolicLink, .entry, "../to:x"),
    ("OS.unix=symlink:/to", .symbolicLink, .entry, "/to"),
    ("OS.unix=pipe", .pipe, .entry, nil), ("OS.unix=fifo", .pipe, .entry, nil),
    ("OS.unix=socket", .socket, .entry, nil), ("OS.unix=sock", .socket, .entry, nil),
    ("OS.unix=block", .blockDevice, .entry, nil), ("OS.unix=blk-8/1", .blockDevice, .entry, nil),
    ("OS.unix=character", .characterDevice, .entry, nil),
    ("OS.unix=char", .characterDevice, .entry, nil),
    ("OS.unix=chr-4/64", .characterDevice, .entry, nil),
    ("OS.unix=", nil, .entry, nil), ("OS.unix=door", nil, .entry, nil),
    ("OS.vms=file", nil, .entry, nil), ("", nil, .entry, nil), ("files", nil, .entry, nil),
    ("file:/to", nil, .entry, nil),
  ]

  @Test(arguments: types)
  func `types are read`(
    type: String,
    kind: FTPListEntry.Kind?,
    role: FTPListEntry.Role,
    target: String?
  ) throws {
    let facts = try #require(FTPFacts(bytes("type=\(type); x")))
    #expect(facts.kind == kind)
    #expect(facts.role == role)
    #expect(facts.linkTarget == target.map(bytes))
  }

  /// Lines and the files that they tell of.
  static let entries: [ListedLine] = [
    ListedLine(
      "type=file;size=500;modify=20090213233130.5;perm=r;unique=1;UNIX.mode=644; a b",
      listed("a b", .file, 500, "20090213233130.5Z", mode: 0o644) {
        $0.permissions = .read
        $0.unique = bytes("1")
      }
    ),
    ListedLine("type=dir; .", listed(".", .directory) { $0.role = .listed }),
    ListedLine("type=dir; ..", listed("..", .directory) { $0.role = .parent }),
    ListedLine("type=cdir; /home", listed("/home", .directory) { $0.role = .listed }),
    ListedLine("type=pdir; ..", listed("..", .directory) { $0.role = .parent }),
    ListedLine("type=file; ..", listed("..")),
    ListedLine(
      "type=OS.unix=slink:/to; link",
      listed("link", .symbolicLink, target: "/to")
    ),
    ListedLine(
      "modify=20090213233130;UNIX.uid=1;UNIX.gid=2; n",
      listed("n", nil, nil, "20090213233130Z", owner: "1", group: "2")
    ),
    ListedLine(
      "type=x;UNIX.uid=1;UNIX.owner=b;UNIX.gid=2;UNIX.group=c; n",
      listed("n", nil, owner: "b", group: "c")
    ),
    ListedLine(
      "type=x;UNIX.ownername=a;UNIX.owner=b;UNIX.groupname=d;UNIX.group=c; n",
      listed("n", nil, owner: "a", group: "d")
    ),
  ]

  @Test(arguments: entries)
  func `facts are those of a file, in LIST too`(listed: ListedLine) {
    #expect(FTPFacts(bytes(listed.line)).map { FTPRemoteEntry($0) } == listed.entry)
    #expect(parsed(bytes(listed.line)) == [.entry(listed.entry)])
  }

  @Test(arguments: [" a name", "size=5; n", "a=b; n", "perm=r; n"])
  func `a line of LIST with neither type nor time has no facts`(line: String) {
    #expect(parsed(bytes(line)) == [.unrecognized(bytes(line))])
  }
}
