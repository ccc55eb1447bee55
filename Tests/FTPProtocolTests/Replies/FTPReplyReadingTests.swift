import SocketAddresses
import Testing

@testable import FTPProtocol

@Suite struct FTPReplyReadingTests {
  static let address = FTPDataAddress(.v4(IPv4Address(192, 0, 2, 1)), port: 1_025)

  @Test(
    arguments: [
      ("Entering Passive Mode (192,0,2,1,4,1).", address),
      ("Entering Passive Mode 192,0,2,1,4,1", address),
      ("=192,0,2,1,4,1", address), ("192,0,2,1,4,1", address), ("Mode 2 (192,0,2,1,4,1)", address),
      ("(1,2,3) 192,0,2,1,4,1", address), ("192,0,2,1,4,1,7", address), ("192,0,2,1,4,256", nil),
      ("192,0,2,1,4", nil), ("", nil), ("192,0,2,1,4,", nil), ("192, 0,2,1,4,1", nil),
      ("192,0,2,1,4,1111", nil), ("255,255,255,255,255,2555", nil),
      ("255,255,255,255,255,255", FTPDataAddress(.v4(.broadcast), port: 65_535)),
      ("300,192,0,2,1,4,1", address),
    ] as [(String, FTPDataAddress?)]
  )
  func `the six numbers of a 227 are found wherever they stand`(
    line: String,
    found: FTPDataAddress?
  ) {
    #expect(FTPReply(227, line).passiveAddress == found)
    #expect(FTPReply(226, line).passiveAddress == nil)
  }

  @Test(
    arguments: [
      ("Entering Extended Passive Mode (|||6446|)", 6_446), ("(!!!1!)", 1), ("|||65535|", 65_535),
      ("(|||65536|)", nil), ("(|||0|)", nil), ("(||6446|)", nil), ("(|||6446)", nil),
      ("(|||6446!)", nil),
      ("(||||6446|)", 6_446), ("(|||x|)", nil), ("", nil), ("|||", nil), ("1116446", nil),
      ("||| (|||21|)", 21),
    ] as [(String, UInt16?)]
  )
  func `the port of a 229 stands between equal bytes`(line: String, port: UInt16?) {
    #expect(FTPReply(229, line).extendedPassivePort == port)
    #expect(FTPReply(227, line).extendedPassivePort == nil)
  }

  @Test(
    arguments: [
      ("\"/\" is the current directory", "/"), ("\"/a \"\"b\"\" c\" created", "/a \"b\" c"),
      ("path \"/x\"", "/x"), ("\"/\"\"\"", "/\""), ("\"\"", nil), ("\"/a", nil), ("/a", nil),
      ("", nil),
      ("\"/a\"\"", nil),
    ] as [(String, String?)]
  )
  func `the path of a 257 stands between quotation marks`(line: String, path: String?) {
    #expect(FTPReply(257, line).pathname == path.map(bytes))
    #expect(FTPReply(250, line).pathname == nil)
  }

  @Test(
    arguments: [
      ("Opening data connection (12 bytes)", 12),
      ("Opening x (y) (5000000000 bytes).", 5_000_000_000),
      ("(1 Byte)", 1), ("(0 bytes)", 0), ("(12)", nil), ("12 bytes", nil), ("( 12 bytes)", nil),
      ("(99999999999999999999 bytes)", nil), ("", nil),
    ] as [(String, Int64?)]
  )
  func `a 150 tells how many bytes come`(line: String, count: Int64?) {
    #expect(FTPReply(150, line).announcedBytes == count)
    #expect(FTPReply(125, line).announcedBytes == count)
    #expect(FTPReply(226, line).announcedBytes == nil)
  }

  @Test(
    arguments: [
      ("FILE: a b", "a b"), ("file: x", "x"), ("FILE: ", nil), ("FILE:x", nil), ("x", nil),
    ] as [(String, String?)]
  )
  func `a 150 tells the name that was chosen`(line: String, name: String?) {
    #expect(FTPReply(150, line).uniqueName == name.map(bytes))
    #expect(FTPReply(226, line).uniqueName == nil)
  }

  @Test(
    arguments: [
      ("0", 0), ("9223372036854775807", .max), ("9223372036854775808", nil), (" 12 ", 12),
      ("-1", nil),
      ("12 bytes", nil), ("", nil),
    ] as [(String, Int64?)]
  )
  func `a 213 tells a size`(line: String, size: Int64?) {
    #expect(FTPReply(213, line).fileSize == size)
    #expect(FTPReply(212, line).fileSize == nil)
  }

  @Test(
    arguments: [
      ("20090213233130", FTPTime(seconds: 1_234_567_890)),
      ("20090213233130.5 ", FTPTime(seconds: 1_234_567_890, nanoseconds: 500_000_000)),
      ("2009", nil), ("", nil), ("20090230000000", nil),
    ] as [(String, FTPTime?)]
  )
  func `a 213 tells a time`(line: String, time: FTPTime?) {
    #expect(FTPReply(213, line).fileTime == time)
    #expect(FTPReply(212, line).fileTime == nil)
  }

  @Test func `what is written is read`() {
    #expect(FTPReply.passive(IPv4Address(192, 0, 2, 1), port: 1_025).passiveAddress == Self.address)
    #expect(FTPReply.extendedPassive(port: 6_446).extendedPassivePort == 6_446)
    #expect(FTPReply.created(bytes("/a\"b")).pathname == bytes("/a\"b"))
    #expect(FTPReply.opening(bytes: 7).announcedBytes == 7)
    #expect(FTPReply.storingUnique(bytes("x")).uniqueName == bytes("x"))
    #expect(FTPReply.size(7).fileSize == 7)
    #expect(FTPReply.modificationTime(FTPTime(seconds: 7)).fileTime == FTPTime(seconds: 7))
  }
}
