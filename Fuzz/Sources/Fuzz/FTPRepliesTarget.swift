internal import FTPProtocol

/// What an FTP server sends to a client.
struct FTPRepliesTarget: FuzzTarget {
  let promise = """
    no bytes of an FTP server make the decoder of replies trap: they are replies within its \
    limits, or a named error that stays, and the same however the bytes were cut; what is read \
    out of their texts is within what it can mean. Each reply is written and read once more.
    """

  let inputBytesMax = 400

  let words: [[UInt8]] =
    [
      "220 ", "220-", "220\r\n", "227 Entering Passive Mode (127,0,0,1,4,1).\r\n",
      "229 Entering Extended Passive Mode (|||6446|)\r\n", "257 \"/a\"\"b\" created\r\n",
      "150 Opening (12 bytes)\r\n", "150 FILE: a\r\n", "213 20090213233130\r\n", "213 12\r\n",
      "211-A\r\n B\r\n211 C\r\n", "\r\n", "\n", "\r", "\0", "\"", "\"\"", "|||", ",255", "99",
      "600 ",
      "9223372036854775808",
    ].map { Array($0.utf8) } + [[255], [255, 255], [255, 251, 1]]

  private static let lineBytesMax = 60
  private static let linesMax = 6
  private static let replyBytesMax = 150

  /// The replies, and the error behind them.
  private typealias Outcome = (replies: [FTPReply], failure: FTPReplyError?)

  func check(_ input: [UInt8]) throws(Violation) -> UInt64 {
    let (replies, failure) = try decode(input, cutAt: nil)
    let cut = try decode(input, cutAt: RandomSource(seed: UInt64(input.count)))
    try expect(replies == cut.replies && failure == cut.failure, "the same however it is cut")
    var ways = failure.map(way(of:)) ?? 0
    for reply in replies {
      try checkLimits(reply)
      try FTPConnectionCheck.check(reply)
      ways |= try read(reply)
    }
    return ways
  }

  private func decode(_ input: [UInt8], cutAt random: RandomSource?) throws(Violation) -> Outcome {
    var random = random
    var decoder = FTPReplyDecoder(
      lineBytesMax: Self.lineBytesMax,
      linesMax: Self.linesMax,
      replyBytesMax: Self.replyBytesMax
    )
    var replies: [FTPReply] = []
    var start = 0
    while start < input.count {
      let left = input.count - start
      let end = start + (random == nil ? left : 1 + (random?.below(min(8, left)) ?? 0))
      switch search(input, start..<end, &decoder) {
      case .success(.found(let reply, let count)):
        replies.append(reply)
        try expect((1...(end - start)).contains(count), "a reply is within what has come")
        start += count
      case .success(.needsMore): start = end
      case .failure(let error):
        let again = search(input, start..<end, &decoder)
        try expect(again == .failure(error), "an error stays")
        return (replies, error)
      }
    }
    return (replies, nil)
  }

  private func search(
    _ input: [UInt8],
    _ place: Range<Int>,
    _ decoder: inout FTPReplyDecoder
  ) -> Result<FTPReplyDecoder.Search, FTPReplyError> {
    do throws(FTPReplyError) {
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      return .success(try unsafe decoder.nextReply(in: input.span.bytes.extracting(place)))
    } catch {
      return .failure(error)
    }
  }

  private func checkLimits(_ reply: FTPReply) throws(Violation) {
    try expect(reply.lines.count <= Self.linesMax, "a reply has few lines")
    try expect(reply.lines.allSatisfy { $0.count <= Self.lineBytesMax }, "a line is short")
    let byteCount = reply.lines.reduce(0) { $0 + $1.count }
    try expect(byteCount <= Self.replyBytesMax, "a reply is short")
  }

  /// What the text tells, as bits.
  private func read(_ reply: FTPReply) throws(Violation) -> UInt64 {
    var ways: UInt64 = 1 << UInt64(reply.code.number / 100)
    if reply.lines.count > 1 { ways |= 1 << 8 }
    if reply.passiveAddress != nil { ways |= 1 << 9 }
    if let port = reply.extendedPassivePort {
      ways |= 1 << 10
      try expect(port > 0, "a port can be connected to")
    }
    if let path = reply.pathname {
      ways |= 1 << 11
      try expect(!path.isEmpty, "a path is not empty")
    }
    if let count = reply.announcedBytes ?? reply.fileSize {
      ways |= 1 << 12
      try expect(count >= 0, "a size is not negative")
    }
    if let time = reply.fileTime {
      ways |= 1 << 13
      try expect(FTPTime.secondsRange.contains(time.seconds), "a time is one")
      try expect(
        FTPTime(Array(time.description.utf8))?.seconds == time.seconds,
        "and is read again"
      )
    }
    if reply.uniqueName != nil { ways |= 1 << 14 }
    return ways
  }

  private func way(of error: FTPReplyError) -> UInt64 {
    switch error {
    case .malformedCode: 1 << 20
    case .lineTooLong: 1 << 21
    case .tooManyLines: 1 << 22
    case .tooLong: 1 << 23
    }
  }
}
