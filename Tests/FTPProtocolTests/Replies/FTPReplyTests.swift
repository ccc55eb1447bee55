import SocketAddresses
import Testing

@testable import FTPProtocol

@Suite struct FTPReplyTests {
  /// A reply and what is sent.
  static let written: [(FTPReply, String)] = [
    (FTPReply(200, "OK"), "200 OK\r\n"),
    (FTPReply(200, ""), "200 \r\n"),
    (FTPReply(200, lines: []), "200 \r\n"),
    (
      FTPReply(211, first: "Features:", inner: [bytes("SIZE")], last: "End"),
      "211-Features:\r\n SIZE\r\n211 End\r\n"
    ),
    (FTPReply(211, first: "A", inner: [], last: "B"), "211-A\r\n211 B\r\n"),
    (
      FTPReply(211, first: "A", inner: [bytes("211 B"), []], last: "C"),
      "211-A\r\n 211 B\r\n \r\n211 C\r\n"
    ),
    (FTPReply(550, lines: [bytes("a\r\n226 b\0c")]), "550 a??226 b?c\r\n"),
    (
      FTPReply(213, first: "A", inner: [bytes("x\r\n213 End")], last: "B"),
      "213-A\r\n x??213 End\r\n213 B\r\n"
    ),
    (.workingDirectory(bytes("/")), "257 \"/\" is the current directory\r\n"),
    (.created(bytes("/a \"b\" c")), "257 \"/a \"\"b\"\" c\" created\r\n"),
    (.created(bytes("/\r\n")), "257 \"/??\" created\r\n"),
    (
      .passive(IPv4Address(192, 0, 2, 1), port: 1_025),
      "227 Entering Passive Mode (192,0,2,1,4,1).\r\n"
    ),
    (
      .passive(IPv4Address(0, 0, 0, 0), port: 65_535),
      "227 Entering Passive Mode (0,0,0,0,255,255).\r\n"
    ),
    (.extendedPassive(port: 6_446), "229 Entering Extended Passive Mode (|||6446|)\r\n"),
    (.familyNotSupported(use: [1, 2]), "522 Network protocol not supported, use (1,2)\r\n"),
    (.familyNotSupported(use: [2]), "522 Network protocol not supported, use (2)\r\n"),
    (.opening(bytes: 12), "150 Opening data connection (12 bytes)\r\n"),
    (.opening(), "150 Opening data connection\r\n"),
    (.starting(bytes: 0), "125 Data connection open, transfer starting (0 bytes)\r\n"),
    (.storingUnique(bytes("a.1")), "150 FILE: a.1\r\n"),
    (.restarting(at: 5_000_000_000), "350 Restarting at 5000000000, send RETR or STOR\r\n"),
    (.size(5_000_000_000), "213 5000000000\r\n"),
    (.modificationTime(FTPTime(seconds: 0)), "213 19700101000000\r\n"),
    (.modified(FTPTime(seconds: 0), bytes("a b")), "213 Modify=19700101000000; a b\r\n"),
    (.facts(bytes("type=file; /a")), "250-Listing follows\r\n type=file; /a\r\n250 End\r\n"),
    (.facts(bytes(" /a")), "250-Listing follows\r\n  /a\r\n250 End\r\n"),
    (.system, "215 UNIX Type: L8\r\n"),
    (.protectionBuffer, "200 PBSZ=0\r\n"),
    (.factsSet([.type, .size]), "200 MLST OPTS type;size;\r\n"),
    (.factsSet([]), "200 MLST OPTS \r\n"),
    (.help(on: .retr), "214 RETR <path>: sends a file to the client\r\n"),
    (.help(on: .list), "214 LIST [<path>]: lists a directory as ls -l does\r\n"),
    (
      .help(on: .acct),
      "214 ACCT <account>: names an account, which nobody has here (not served)\r\n"
    ),
  ]

  @Test(arguments: written)
  func `a reply is written as the RFC says`(reply: FTPReply, expected: String) {
    #expect(text(reply.encoded) == expected)
  }

  @Test func `a reply is appended to what is there`() {
    var output = bytes("200 OK\r\n")
    FTPReply.goodbye.append(to: &output)
    #expect(text(output) == "200 OK\r\n221 Goodbye\r\n")
  }

  @Test func `a byte that Telnet takes for a command is doubled`() {
    #expect(
      FTPReply.created([0x2F, 0xFF]).encoded == bytes("257 \"/") + [0xFF, 0xFF]
        + bytes("\" created\r\n")
    )
  }

  @Test(arguments: [0, 1])
  func `a line is cut at its limit`(excess: Int) {
    let line = [UInt8](repeating: 0x61, count: FTPLimits.replyLineBytesMax + excess)
    #expect(FTPReply(250, lines: [line]).encoded.count == FTPLimits.replyLineBytesMax + 6)
  }

  @Test func `a reply has a limit, and ends as it must`() {
    let line = [UInt8](repeating: 0xFF, count: FTPLimits.replyLineBytesMax)
    let reply = FTPReply(
      213,
      first: "First",
      inner: Array(repeating: line, count: 500),
      last: "Last"
    )
    let written = reply.encoded
    #expect(written.count <= FTPLimits.replyBytesMax)
    #expect(written.count > FTPLimits.replyBytesMax / 2)
    #expect(text(written.suffix(10)) == "213 Last\r\n")
  }

  @Test func `the status of a path has a limit of lines`() {
    let lines = [[UInt8]](repeating: bytes("x"), count: FTPLimits.statusLinesMax)
    let whole = FTPReply.status(ofPath: lines, isDirectory: true)
    #expect(whole.code == 212)
    #expect(whole.lines.count == FTPLimits.statusLinesMax + 2)
    #expect(whole.lines.last == bytes("End"))
    let cut = FTPReply.status(ofPath: lines + [bytes("y")], isDirectory: false)
    #expect(cut.code == 213)
    #expect(cut.lines.count == FTPLimits.statusLinesMax + 2)
    #expect(cut.lines.last == bytes("End, more left out"))
  }

  @Test func `features are listed as far as they work`() {
    let expected = """
      211-Features:
       AUTH TLS
       CLNT
       EPRT
       EPSV
       HOST
       LANG en*
       MDTM
       MFF modify;
       MFMT
       MLST type*;perm*;size*;modify*;unique*;UNIX.mode;UNIX.owner;UNIX.group;
       PBSZ
       PROT
       REST STREAM
       SIZE
       TVFS
       UTF8
      211 End

      """
    let reply = FTPReply.features(hasTLS: true, selection: .initial)
    #expect(
      text(reply.encoded)
        == expected.split(separator: "\n", omittingEmptySubsequences: false).joined(
          separator: "\r\n"
        )
    )
    let plain = FTPReply.features(hasTLS: false, selection: [.size]).lines.map(text)
    #expect(plain.count == reply.lines.count - 3)
    #expect(
      !plain.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("PBSZ") || $0.hasPrefix("PROT") }
    )
    #expect(
      plain.contains("MLST type;perm;size*;modify;unique;UNIX.mode;UNIX.owner;UNIX.group;")
    )
  }

  @Test func `help lists each command that is served`() {
    let words = FTPReply.help(on: nil).lines.dropFirst().dropLast()
      .flatMap { text($0).split(separator: " ").map(String.init) }
    #expect(Set(words) == Set(FTPVerb.table.filter { $0.service == .served }.map(\.verb.rawValue)))
    #expect(words.count == Set(words).count)
  }

  @Test func `help on SITE lists what it can`() {
    let lines = FTPReply.help(on: .site).lines.map(text)
    #expect(lines.contains("CHMOD <mode> <path>"))
    #expect(lines.contains("UTIME <time> <path>"))
  }

  @Test(
    arguments: [
      (150, .preliminary), (226, .completion), (331, .continuation), (450, .transientFailure),
      (550, .permanentFailure), (100, .preliminary), (599, .permanentFailure),
    ] as [(Int, FTPReplyCode.Kind)]
  )
  func `the first digit of a code is its kind`(number: Int, kind: FTPReplyCode.Kind) throws {
    let code = try #require(FTPReplyCode(number))
    #expect(code.kind == kind)
    #expect(code.isFinal == (kind != .preliminary))
    #expect(code.isSuccess == (kind == .completion))
    #expect(code.description == String(number))
  }

  @Test(arguments: [-1, 0, 99, 600, 1_000])
  func `other numbers are no codes`(number: Int) {
    #expect(FTPReplyCode(number) == nil)
  }
}
