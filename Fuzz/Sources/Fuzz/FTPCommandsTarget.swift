internal import FTPProtocol

/// What an FTP client sends.
struct FTPCommandsTarget: FuzzTarget {
  let promise = """
    no bytes of an FTP client make its lines, its commands or the state of its session trap; the \
    lines are the same however the bytes were cut; each line has one reply at most before it is \
    done, and no reply, listing or fact holds a line of the client's making. Each input is fed as \
    a connection, as a name in listings, as a pattern of names, and as text in both directions.
    """

  let inputBytesMax = 300

  let words: [[UInt8]] =
    FTPVerb.table.flatMap { rule in
      [Array("\(rule.verb.rawValue) ".utf8), Array("\(rule.verb.rawValue)\r\n".utf8)]
    } + texts.map { Array($0.utf8) } + telnet

  private static let texts = [
    "\r\n", "\n", "\r", "\0", " ", "XCWD a\n", "USER a\r\nPASS b\r\n", "AUTH TLS\r\n", "PBSZ 0\r\n",
    "PROT P\r\n", "TYPE I\r\n", "REST 5\r\n", "RNFR a\r\nRNTO b\r\n", "127,0,0,1,4,1",
    "|1|127.0.0.1|1025|", "|2|::1|1025|", "EPSV ALL\r\n", "CHMOD 640 a", "UTIME 20090213233130 a",
    "a 20000101000000 20090213233130 20000101000000 UTC", "20240229120000.5 a",
    "Modify=20240229120000; a", "MLST type;size;\r\n", "UTF8 ON\r\n", "-la ", "-- ",
    "GET / HTTP/1.1\r\n",
    "9223372036854775807", "9223372036854775808", "*", "?", "[a-z]", "[!", "]", "\\", "..", "/",
    "\"",
  ]

  private static let telnet: [[UInt8]] = [
    [255], [255, 255], [255, 244, 255, 242], [255, 251, 1], [255, 253], [0xC3, 0xA9], [0x80],
  ]

  func check(_ input: [UInt8]) throws(Violation) -> UInt64 {
    let lines = FTPConnectionCheck.lines(of: input, cutAt: nil)
    let cut = FTPConnectionCheck.lines(of: input, cutAt: RandomSource(seed: UInt64(input.count)))
    try expect(lines == cut, "the same lines however they are cut")
    var connection = FTPConnectionCheck(policy(input))
    for line in lines { try connection.take(line) }
    try FTPNameCheck(input).check()
    try FTPTextCheck(input).check()
    return connection.ways
  }

  /// The input chooses the server's settings.
  private func policy(_ input: [UInt8]) -> FTPSessionPolicy {
    let choice = input.reduce(0) { $0 &+ $1 }
    let modes = FTPSessionPolicy.TLS.allCases
    return FTPSessionPolicy(
      tls: modes[Int(choice) % modes.count],
      loginNeedsTLS: choice & 8 != 0,
      dataNeedsTLS: choice & 16 != 0
    )
  }
}
