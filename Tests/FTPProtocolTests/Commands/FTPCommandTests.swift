import SocketAddresses
import Testing

@testable import FTPProtocol

@Suite struct FTPCommandTests {
  /// A line and the command that it is.
  static let commands: [(String, FTPCommand)] = [
    ("USER alice", .user(bytes("alice"))),
    ("user  two words ", .user(bytes(" two words "))),
    ("PASS secret", .pass(bytes("secret"))),
    ("PASS", .pass([])),
    ("PASS ", .pass([])),
    ("PASS  a b ", .pass(bytes(" a b "))),
    ("REIN", .rein),
    ("QUIT", .quit),
    ("qUiT ", .quit),
    ("HOST ftp.Example.org", .host(.name(bytes("ftp.example.org")))),
    ("HOST 127.0.0.1", .host(.address(.v4(.loopback)))),
    ("HOST [::1]", .host(.address(.v6(.loopback)))),
    ("HOST ::1", .host(.address(.v6(.loopback)))),
    ("AUTH TLS", .auth),
    ("auth tls-c", .auth),
    ("AUTH SSL", .auth),
    ("PBSZ 0", .pbsz),
    ("PBSZ 4294967295", .pbsz),
    ("PROT P", .prot(.private)),
    ("prot c", .prot(.clear)),
    ("PROT S", .prot(.safe)),
    ("PROT E", .prot(.confidential)),
    ("FEAT", .feat),
    ("OPTS UTF8 ON", .opts(.utf8)),
    ("opts utf-8 on", .opts(.utf8)),
    ("OPTS UTF8", .opts(.utf8)),
    ("OPTS MLST type;SIZE;", .opts(.facts([.type, .size]))),
    ("OPTS MLST unknown;", .opts(.facts([]))),
    ("OPTS MLST", .opts(.facts([]))),
    ("OPTS MLST unix.mode;x;type;", .opts(.facts([.type, .mode]))),
    ("LANG", .lang),
    ("LANG en", .lang),
    ("LANG EN-GB", .lang),
    ("CLNT lftp/4.9.2", .clnt(bytes("lftp/4.9.2"))),
    ("HELP", .help(nil)),
    ("HELP retr", .help(.retr)),
    ("HELP XCWD", .help(.cwd)),
    ("HELP SITE CHMOD", .help(.site)),
    ("HELP ACCT", .help(.acct)),
    ("NOOP", .noop),
    ("SYST", .syst),
    ("STAT", .stat(nil)),
    ("STAT dir", .stat(FTPListRequest(path: bytes("dir")))),
    ("STAT -l dir", .stat(FTPListRequest(path: bytes("dir")))),
    ("SITE HELP", .site(.help)),
    ("SITE HELP chmod", .site(.help)),
    ("SITE QUOTA", .site(.quota)),
    ("site chmod 640 a b", .site(.changeMode(0o640, path: bytes("a b")))),
    ("SITE CHMOD 0777 a", .site(.changeMode(0o777, path: bytes("a")))),
    ("SITE CHMOD 0 a", .site(.changeMode(0, path: bytes("a")))),
    ("SITE UTIME 20090213233130 a b", .site(.changeTime(time, path: bytes("a b")))),
    (
      "SITE UTIME 200902132331 a",
      .site(.changeTime(FTPTime(seconds: 1_234_567_860), path: bytes("a")))
    ),
    (
      "SITE UTIME a b 20000101000000 20090213233130 20000101000000 UTC",
      .site(.changeTime(time, path: bytes("a b")))
    ),
    (
      "SITE UTIME 20000101000000 20000101000000 20090213233130 20000101000000 utc",
      .site(.changeTime(time, path: bytes("20000101000000")))
    ),
    ("TYPE A", .type(.ascii)),
    ("type a n", .type(.ascii)),
    ("TYPE I", .type(.image)),
    ("TYPE L 8", .type(.image)),
    ("TYPE L8", .type(.image)),
    ("STRU F", .stru),
    ("MODE s", .mode),
    ("PORT 127,0,0,1,4,1", .port(FTPDataAddress(.v4(.loopback), port: 1_025))),
    ("EPRT |1|127.0.0.1|1025|", .eprt(FTPDataAddress(.v4(.loopback), port: 1_025))),
    ("EPRT |2|::1|1025|", .eprt(FTPDataAddress(.v6(.loopback), port: 1_025))),
    ("PASV", .pasv),
    ("EPSV", .epsv(.any)),
    ("EPSV 1", .epsv(.ipv4)),
    ("EPSV 2", .epsv(.ipv6)),
    ("epsv all", .epsv(.all)),
    ("REST 0", .rest(0)),
    ("REST 9223372036854775807", .rest(.max)),
    ("ALLO 500", .allo(500)),
    ("ALLO 500 R 80", .allo(500)),
    ("RETR a", .retr(bytes("a"))),
    ("RETR  a ", .retr(bytes(" a "))),
    ("STOR -x", .stor(bytes("-x"))),
    ("APPE a", .appe(bytes("a"))),
    ("STOU", .stou([])),
    ("STOU a", .stou(bytes("a"))),
    ("LIST", .list(FTPListRequest(path: []))),
    ("LIST -a", .list(FTPListRequest(path: [], showsHidden: true))),
    ("LIST -la x y", .list(FTPListRequest(path: bytes("x y"), showsHidden: true))),
    (
      "LIST -A -l -R d",
      .list(FTPListRequest(path: bytes("d"), showsHidden: true, isRecursive: true))
    ),
    ("LIST -- -a", .list(FTPListRequest(path: bytes("-a")))),
    ("LIST -a --", .list(FTPListRequest(path: [], showsHidden: true))),
    ("LIST -a.txt", .list(FTPListRequest(path: bytes("-a.txt")))),
    ("LIST -", .list(FTPListRequest(path: bytes("-")))),
    ("LIST d -a", .list(FTPListRequest(path: bytes("d -a")))),
    ("NLST -CF", .nlst(FTPListRequest(path: []))),
    ("NLST *.bin", .nlst(FTPListRequest(path: bytes("*.bin")))),
    ("MLSD", .mlsd([])),
    ("MLSD .", .mlsd(bytes("."))),
    ("ABOR", .abor),
    ("CWD", .cwd([])),
    ("CWD ~root", .cwd(bytes("~root"))),
    ("XCWD a", .cwd(bytes("a"))),
    ("CDUP", .cdup),
    ("XCUP", .cdup),
    ("PWD", .pwd),
    ("xpwd", .pwd),
    ("MKD a", .mkd(bytes("a"))),
    ("XMKD a", .mkd(bytes("a"))),
    ("RMD a", .rmd(bytes("a"))),
    ("XRMD a", .rmd(bytes("a"))),
    ("DELE a", .dele(bytes("a"))),
    ("RNFR a", .rnfr(bytes("a"))),
    ("RNTO a", .rnto(bytes("a"))),
    ("SIZE a", .size(bytes("a"))),
    ("MDTM a", .mdtm(bytes("a"))),
    ("MDTM 20090213233130 a", .mdtm(bytes("20090213233130 a"))),
    ("MFMT 20090213233130 a b", .mfmt(time, path: bytes("a b"))),
    (
      "MFMT 20090213233130.5 a",
      .mfmt(FTPTime(seconds: 1_234_567_890, nanoseconds: 500_000_000), path: bytes("a"))
    ),
    ("MFF Modify=20090213233130; a b", .mff(modified: time, path: bytes("a b"))),
    ("MLST", .mlst([])),
    ("MLST a", .mlst(bytes("a"))),
  ]

  static let time = FTPTime(seconds: 1_234_567_890)

  @Test(arguments: commands)
  func `a line is the command that it says`(line: String, command: FTPCommand) {
    #expect(FTPCommand.parse(bytes(line)) == .success(command))
    #expect(FTPCommand.parse(.text(bytes(line))) == .success(command))
  }

  /// A line and the code that it is answered with.
  static let refusals: [(String, FTPReplyCode)] = [
    ("", 500), (" NOOP", 500), ("NO", 500), ("NOOPS", 500), ("N00P", 500), ("XYZ a", 500),
    ("NOOP\ta", 500), ("\u{e9}\u{e9}", 500), ("SITEX a", 500), ("GET file", 500),
    ("NOOP a", 501), ("PASV a", 501), ("QUIT  ", 501), ("ABOR x", 501), ("PWD /", 501),
    ("USER", 501), ("USER ", 501), ("RETR", 501), ("STOR ", 501), ("OPTS", 501), ("SITE", 501),
    ("TYPE", 501), ("TYPE X", 501), ("TYPE I N", 501), ("TYPE A X", 501), ("TYPE A N N", 501),
    ("TYPE L x", 501), ("TYPE L", 501), ("TYPE  ", 501),
    ("TYPE E", 504), ("TYPE A T", 504), ("TYPE A C", 504), ("TYPE L 7", 504), ("TYPE E N", 504),
    ("STRU R", 504), ("STRU P", 504), ("STRU X", 501), ("STRU FF", 501),
    ("MODE B", 504), ("MODE C", 504), ("MODE Z", 504), ("MODE X", 501),
    ("PORT 1,2,3,4,5", 501), ("PORT 1,2,3,4,5,6,7", 501), ("PORT 1,2,3,4,5,256", 501),
    ("PORT 1,2,3,4,5,-1", 501), ("PORT 1,2,3,4,5,", 501), ("PORT a,2,3,4,5,6", 501),
    ("PORT 1, 2,3,4,5,6", 501), ("PORT 0001,2,3,4,5,6", 501),
    ("EPRT |3|a|1|", 522), ("EPRT |0|127.0.0.1|1|", 522), ("EPRT |1|::1|1025|", 501),
    ("EPRT |2|127.0.0.1|1025|", 501), ("EPRT |1|127.0.0.1|65536|", 501),
    ("EPRT |1|127.0.0.1|1025", 501), ("EPRT |1|127.0.0.1|1025|x", 501), ("EPRT |1|127.0.0.1|", 501),
    ("EPRT 1", 501), ("EPRT ||||", 501), ("EPRT |2|fe80::1%eth0|1025|", 501), ("EPRT \u{7f}1", 501),
    ("EPSV 3", 522), ("EPSV 0", 522), ("EPSV x", 501), ("EPSV 1 2", 501),
    ("REST x", 501), ("REST -1", 501), ("REST 9223372036854775808", 501), ("REST 1.5", 501),
    ("ALLO x", 501), ("ALLO 5 R", 501), ("ALLO 5 R x", 501), ("ALLO 5 S 5", 501),
    ("AUTH KERBEROS_V4", 504), ("AUTH TLS-P", 504), ("AUTH", 501),
    ("PBSZ x", 501), ("PBSZ -1", 501), ("PBSZ 4294967296", 501), ("PROT X", 504), ("PROT PP", 504),
    ("OPTS UTF8 OFF", 504), ("OPTS UTF8 X", 501), ("OPTS X", 501), ("OPTS MLST type", 501),
    ("OPTS MLST type; size;", 501), ("OPTS MLST  type;", 501), ("OPTS MLST type;size", 501),
    ("LANG fr", 504), ("LANG e_n", 501), ("HOST a_b", 501), ("HOST [127.0.0.1]", 501),
    ("HOST []", 501), ("HELP XYZ", 501),
    ("SITE EXEC ls", 504), ("SITE HELP EXEC", 501), ("SITE CPFR a", 504),
    ("SITE CHMOD", 501), ("SITE CHMOD 640", 501),
    ("SITE CHMOD 640 ", 501), ("SITE CHMOD 888 a", 501), ("SITE CHMOD 1777 a", 501),
    ("SITE CHMOD 00777 a", 501), ("SITE CHMOD u+x a", 501), ("SITE CHMOD  a", 501),
    ("SITE QUOTA x", 501), ("SITE UTIME", 501), ("SITE UTIME a", 501), ("SITE UTIME a b", 501),
    ("SITE UTIME 20091313233130 a", 501), ("SITE UTIME 20090213233130", 501),
    ("SITE UTIME a 20090213233130 20090213233130 UTC", 501),
    ("SITE UTIME  20090213233130 20090213233130 20090213233130 UTC", 501),
    ("MFMT 20090213233130", 501), ("MFMT 20090213233130 ", 501), ("MFMT 20090230000000 a", 501),
    ("MFMT x a", 501), ("MFF Modify=20090213233130;", 501), ("MFF Create=20090213233130; a", 504),
    ("MFF Modify=20090213233130;Create=20090213233130; a", 504), ("MFF ; a", 501),
    ("MFF Modify=x; a", 501), ("MFF Modify; a", 501), ("MFF Modify=20090213233130 a", 501),
    ("MFF Modify=20090213233130;Modify=20090213233130; a", 501),
    ("ACCT a", 502), ("SMNT a", 502), ("ADAT a", 502), ("MIC a", 502), ("CONF a", 502),
    ("ENC a", 502), ("CCC", 533),
    ("RETR a\0b", 501), ("RETR a\rb", 501), ("RETR a\nDELE b", 501),
    ("GET / HTTP/1.1", 421), ("POST /x HTTP/1.0", 421), ("HEAD *", 421), ("PUT / HTTP/2", 421),
    ("OPTIONS * HTTP/1.1", 421), ("get http://a/ HTTP/1.1", 421), ("CONNECT a:1 HTTP/1.1", 421),
    ("PRI * HTTP/2.0", 421),
  ]

  @Test(arguments: refusals)
  func `a line that is no command has a reply`(line: String, code: FTPReplyCode) {
    #expect(FTPCommand.parse(bytes(line)).refusal?.reply.code == code)
  }

  @Test func `a refusal tells what kind of line it was`() {
    #expect(FTPCommand.parse(bytes("XYZ")).refusal?.cause == .unknown)
    #expect(FTPCommand.parse(bytes("GET / HTTP/1.1")).refusal?.cause == .httpRequest)
    #expect(FTPCommand.parse(bytes("TYPE E")).refusal?.cause == .known(.type))
    #expect(FTPCommand.parse(bytes("ACCT x")).refusal?.cause == .known(.acct))
    #expect(FTPCommand.parse(.malformed).refusal == FTPCommandRefusal(.unreadable, .malformedLine))
    #expect(
      FTPCommand.parse(.tooLong(beginning: bytes("STOR aaaa"))).refusal
        == FTPCommandRefusal(.unreadable, .lineTooLong)
    )
    #expect(
      FTPCommand.parse(.tooLong(beginning: bytes("POST /aaaa"))).refusal
        == FTPCommandRefusal(.httpRequest, .notHTTP)
    )
  }

  @Test func `names are bytes`() {
    let name: [UInt8] = [0x66, 0xE9, 0xFF, 0x20, 0x0B]
    #expect(FTPCommand.parse(bytes("RETR ") + name) == .success(.retr(name)))
  }

  @Test func `every verb that is served has a line above`() {
    let verbs = Set(Self.commands.map(\.1.verb))
    let served = FTPVerb.table.filter { $0.service == .served }.map(\.verb)
    #expect(verbs == Set(served))
  }

  @Test func `a path of the longest line is taken`() {
    let path = [UInt8](repeating: 0x61, count: FTPLimits.lineBytesMax - 5)
    #expect(FTPCommand.parse(bytes("RETR ") + path) == .success(.retr(path)))
  }

  @Test(arguments: [(253, true), (254, false)])
  func `the name of a host has a limit`(count: Int, isTaken: Bool) {
    let name = [UInt8](repeating: 0x61, count: count)
    let parsed = FTPCommand.parse(bytes("HOST ") + name)
    #expect((parsed == .success(.host(.name(name)))) == isTaken)
  }

  @Test(arguments: [
    ("STAT", true), ("STAT a", false), ("ABOR", true), ("NOOP", true), ("REIN", true),
    ("USER a", true), ("QUIT", true), ("PASS a", false), ("RETR a", false), ("PWD", false),
    ("SITE HELP", false), ("FEAT", false),
  ])
  func `some commands are done while a transfer runs`(line: String, isUrgent: Bool) throws {
    #expect(try FTPCommand.parse(bytes(line)).get().isUrgent == isUrgent)
  }

  @Test(
    arguments: [
      ("STAT", .greeted), ("STAT a", .loggedIn), ("SITE HELP", .greeted), ("SITE QUOTA", .loggedIn),
      ("PASS a", .named), ("FEAT", .greeted), ("ABOR", .loggedIn), ("PWD", .loggedIn),
    ] as [(String, FTPLoginStage)]
  )
  func `a command belongs to a stage of the login`(line: String, stage: FTPLoginStage) throws {
    #expect(try FTPCommand.parse(bytes(line)).get().stage == stage)
  }

  @Test(
    arguments: [
      ("RETR a", .read), ("STOR a", .store), ("STOU", .store), ("APPE a", .append),
      ("SITE CHMOD 600 a", .setMode), ("SITE UTIME 20090213233130 a", .setTime), ("SITE HELP", nil),
      ("STAT", nil), ("STAT a", .list), ("MFF Modify=20090213233130; a", .setTime), ("CWD a", nil),
      ("SIZE a", .inspect), ("RNTO a", .rename), ("RMD a", .removeDirectory),
    ] as [(String, FTPPermission?)]
  )
  func `a command needs a permission`(line: String, permission: FTPPermission?) throws {
    #expect(try FTPCommand.parse(bytes(line)).get().permission == permission)
  }
}

extension Result where Failure == FTPCommandRefusal {
  /// Why it is none; nil where it is one.
  fileprivate var refusal: FTPCommandRefusal? {
    guard case .failure(let refusal) = self else { return nil }
    return refusal
  }
}
