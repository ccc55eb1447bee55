import Testing

@testable import FTPProtocol

@Suite struct FTPListEntryTests {
  /// 2011-11-21 06:13:20 UTC.
  static let now = FTPTime(seconds: 1_321_856_000)

  static func entry(
    _ name: String,
    _ kind: FTPListEntry.Kind = .file,
    size: Int64 = 500,
    mode: UInt16 = 0o644,
    links: Int64 = 1,
    modified: Int64 = 1_234_567_890,
    target: String? = nil,
    permissions: FTPEntryPermissions = [.append, .delete, .rename, .read, .write]
  ) -> FTPListEntry {
    FTPListEntry(
      name: bytes(name),
      kind: kind,
      size: size,
      mode: mode,
      links: links,
      owner: bytes("alice"),
      group: bytes("users"),
      modified: FTPTime(seconds: modified),
      device: 0xfd01,
      inode: 0x1a2b,
      linkTarget: target.map(bytes),
      permissions: permissions
    )
  }

  /// A file and its line.
  static let lines: [(FTPListEntry, String)] = [
    (
      entry("a directory", .directory, size: 4_096, mode: 0o755, links: 2, modified: now.seconds),
      "drwxr-xr-x   2 alice    users            4096 Nov 21 06:13 a directory"
    ),
    (entry("old.txt"), "-rw-r--r--   1 alice    users             500 Feb 13  2009 old.txt"),
    (
      entry("link", .symbolicLink, size: 3, mode: 0o777, target: "to"),
      "lrwxrwxrwx   1 alice    users               3 Feb 13  2009 link -> to"
    ),
    (
      entry("link", .symbolicLink, size: 3, mode: 0o777),
      "lrwxrwxrwx   1 alice    users               3 Feb 13  2009 link"
    ),
    (
      entry("file", target: "to"), "-rw-r--r--   1 alice    users             500 Feb 13  2009 file"
    ),
    (
      entry("s", .pipe, mode: 0o4755),
      "prwsr-xr-x   1 alice    users             500 Feb 13  2009 s"
    ),
    (
      entry("s", .socket, mode: 0o7000),
      "s--S--S--T   1 alice    users             500 Feb 13  2009 s"
    ),
    (
      entry("s", .blockDevice, mode: 0o3111),
      "b--x--s--t   1 alice    users             500 Feb 13  2009 s"
    ),
    (
      entry("s", .characterDevice, mode: 0),
      "c---------   1 alice    users             500 Feb 13  2009 s"
    ),
    (
      entry("big", size: 123_456_789_012_345, links: 12_345),
      "-rw-r--r-- 12345 alice    users    123456789012345 Feb 13  2009 big"
    ),
    (
      entry(" two  spaces "),
      "-rw-r--r--   1 alice    users             500 Feb 13  2009  two  spaces "
    ),
    (
      entry("a\r\n-rw b\0", modified: now.seconds),
      "-rw-r--r--   1 alice    users             500 Nov 21 06:13 a??-rw b?"
    ),
    (
      entry("first day", modified: 0),
      "-rw-r--r--   1 alice    users             500 Jan  1  1970 first day"
    ),
    (
      entry("before", modified: -1),
      "-rw-r--r--   1 alice    users             500 Dec 31  1969 before"
    ),
    (
      entry("after", modified: 4_102_444_800),
      "-rw-r--r--   1 alice    users             500 Jan  1  2100 after"
    ),
    (
      entry("last", modified: .max),
      "-rw-r--r--   1 alice    users             500 Dec 31  9999 last"
    ),
    (
      entry("least", modified: .min),
      "-rw-r--r--   1 alice    users             500 Jan  1     0 least"
    ),
  ]

  @Test(arguments: lines)
  func `LIST has a line as of ls`(entry: FTPListEntry, line: String) {
    var output = bytes("x")
    entry.appendLongLine(to: &output, now: Self.now)
    #expect(text(output) == "x" + line + "\r\n")
    var bare: [UInt8] = []
    entry.appendLongText(to: &bare, now: Self.now)
    #expect(text(bare) == line)
  }

  @Test(
    arguments: [
      (180 * 86_400, "May 25 06:13"), (180 * 86_400 + 1, "May 25  2011"), (0, "Nov 21 06:13"),
      (-86_400, "Nov 22 06:13"), (-86_401, "Nov 22  2011"),
    ] as [(Int64, String)]
  )
  func `LIST shows the hour of what is recent`(age: Int64, column: String) {
    var output: [UInt8] = []
    Self.entry("n", modified: Self.now.seconds - age).appendLongText(to: &output, now: Self.now)
    #expect(text(output).hasSuffix(" \(column) n"))
  }

  @Test func `owners are words`() {
    var entry = Self.entry("n")
    entry.owner = bytes("a b\nc")
    entry.group = bytes("much longer")
    var output: [UInt8] = []
    entry.appendLongText(to: &output, now: Self.now)
    #expect(text(output) == "-rw-r--r--   1 a_b_c    much_longer          500 Feb 13  2009 n")
  }

  @Test func `NLST has names and nothing else`() {
    var output: [UInt8] = []
    Self.entry("d/a b").appendNameLine(to: &output)
    Self.entry("x\r\ny").appendNameLine(to: &output)
    #expect(text(output) == "d/a b\r\nx??y\r\n")
  }

  static let all = FTPFactSelection(FTPFact.allCases)

  /// A file, the selection, and its line.
  static let facts: [(FTPListEntry, FTPFactSelection, FTPListEntry.Role, String)] = [
    (
      entry("old.txt"), .initial, .entry,
      "type=file;perm=adfrw;size=500;modify=20090213233130;unique=fd01u1a2b; old.txt"
    ),
    (
      entry("old.txt", mode: 0o4644), all, .entry,
      "type=file;perm=adfrw;size=500;modify=20090213233130;unique=fd01u1a2b;UNIX.mode=4644;"
        + "UNIX.owner=alice;UNIX.group=users; old.txt"
    ),
    (
      entry(" a b", .directory, permissions: .ofDirectories), [.type, .permissions, .size], .entry,
      "type=dir;perm=cdeflmp;  a b"
    ),
    (
      entry(".", .directory, permissions: [.append, .enter, .list]), [.type, .permissions], .listed,
      "type=cdir;perm=el; ."
    ),
    (entry("..", .directory), [.type], .parent, "type=pdir; .."),
    (entry("l", .symbolicLink), [.type, .size], .entry, "type=OS.unix=symlink; l"),
    (entry("p", .pipe), [.type], .entry, "type=OS.unix=pipe; p"),
    (entry("f", permissions: [.enter, .read]), [.permissions], .entry, "perm=r; f"),
    (entry("f", permissions: []), [.permissions], .entry, "perm=; f"),
    (entry("/a/b"), [], .entry, " /a/b"),
    (entry("f", modified: -1), [.modified], .entry, "modify=19691231235959; f"),
    (entry("f", modified: 4_102_444_800), [.modified], .entry, "modify=21000101000000; f"),
  ]

  @Test(arguments: facts.indices)
  func `MLSD has the facts that were chosen`(index: Int) {
    let (entry, selection, role, line) = Self.facts[index]
    var output: [UInt8] = []
    #expect(entry.appendFactLine(to: &output, selection: selection, role: role))
    #expect(text(output) == line + "\r\n")
    var bare: [UInt8] = []
    #expect(entry.appendFacts(to: &bare, selection: selection, role: role))
    #expect(text(bare) == line)
  }

  @Test(arguments: ["a\r", "\nb", "a\0b"])
  func `MLSD leaves out names that would end a line`(name: String) {
    var output: [UInt8] = [1]
    #expect(!Self.entry(name).appendFactLine(to: &output, selection: .initial))
    #expect(!Self.entry(name).appendFacts(to: &output, selection: .initial))
    #expect(output == [1])
    #expect(Self.entry(name).hasUnspeakableName)
  }

  @Test func `names that are not UTF-8 are shown with their bytes`() {
    var entry = Self.entry("")
    entry.name = [0xFF, 0xE9]
    var output: [UInt8] = []
    entry.appendNameLine(to: &output)
    #expect(output == [0xFF, 0xE9, 13, 10])
    output = []
    entry.appendFacts(to: &output, selection: [])
    #expect(output == [32, 0xFF, 0xE9])
  }

  @Test func `a fact's value cannot hold another`() {
    var entry = Self.entry("f")
    entry.owner = bytes("a;b c")
    var output: [UInt8] = []
    entry.appendFacts(to: &output, selection: [.owner])
    #expect(text(output) == "UNIX.owner=a_b_c; f")
  }
}
