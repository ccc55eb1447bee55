import Testing

@testable import ByteStreams

/// One table for both kinds of readers: each case whole, cut anywhere, and with bytes behind it.
@Suite struct ReaderCasesTests {
  /// A call on a stream that begins with `text`, what it comes to, and what it leaves of `text`.
  struct Case: Sendable {
    let text: String
    let call: ReaderCall
    let result: ReaderResult
    let rest: String

    init(_ text: String, _ call: ReaderCall, _ result: ReaderResult, leaving rest: String = "") {
      self.text = text
      self.call = call
      self.result = result
      self.rest = rest
    }
  }

  /// Cases that are the same whatever comes behind them.
  static let cases: [Case] = [
    Case("abc", .exactly(-1), .text(""), leaving: "abc"),
    Case("abc", .exactly(0), .text(""), leaving: "abc"),
    Case("abc", .exactly(2), .text("ab"), leaving: "c"),
    Case("abc", .exactly(3), .text("abc")),
    Case("abc", .peek(2), .text("ab"), leaving: "abc"),
    Case("abc", .peek(3), .text("abc"), leaving: "abc"),
    Case("abc", .all(2), .failure(.tooLong(limit: 2)), leaving: "abc"),
    Case("\n", .line(0, .dropped), .failure(.tooLong(limit: 0)), leaving: "\n"),
    Case("\n", .line(1, .dropped), .text("")),
    Case("ab\n", .line(2, .dropped), .failure(.tooLong(limit: 2)), leaving: "ab\n"),
    Case("ab\n", .line(3, .dropped), .text("ab")),
    Case("ab\n", .line(4, .dropped), .text("ab")),
    Case("ab\r\n", .line(3, .dropped), .failure(.tooLong(limit: 3)), leaving: "ab\r\n"),
    Case("ab\r\n", .line(4, .dropped), .text("ab")),
    Case("ab\r\n", .line(4, .kept), .text("ab\r")),
    Case("地瓜\n", .lineText(6, .dropped), .failure(.tooLong(limit: 6)), leaving: "地瓜\n"),
    Case("地瓜\n", .lineText(7, .dropped), .text("地瓜")),
    Case("ab||", .through(bytes("||"), 3), .failure(.tooLong(limit: 3)), leaving: "ab||"),
    Case("ab||", .through(bytes("||"), 4), .text("ab||")),
    Case("a|b||", .through(bytes("||"), 5), .text("a|b||")),
    Case("abc\n", .skipLine, .flag(true)),
    Case("abc", .atMost(0), .text(""), leaving: "abc"),
    Case("abc", .into(room: 0), .text(""), leaving: "abc"),
    Case("abc", .skip(0), .count(0), leaving: "abc"),
  ]

  /// Cases in which the stream ends behind the text.
  static let casesAtTheEnd: [Case] = [
    Case("", .exactly(1), .failure(.endOfStream(afterBytes: 0))),
    Case("abc", .exactly(4), .failure(.endOfStream(afterBytes: 3)), leaving: "abc"),
    Case("abc", .exactly(.max), .failure(.endOfStream(afterBytes: 3)), leaving: "abc"),
    Case("abc", .all(2), .failure(.tooLong(limit: 2)), leaving: "abc"),
    Case("abc", .all(3), .text("abc")),
    Case("abc", .all(4), .text("abc")),
    Case("", .all(0), .text("")),
    Case("abc", .peek(4), .text("abc"), leaving: "abc"),
    Case("", .line(8, .dropped), .end),
    Case("abc", .line(3, .dropped), .failure(.tooLong(limit: 3)), leaving: "abc"),
    Case("abc", .line(4, .dropped), .text("abc")),
    Case("ab\r", .line(4, .dropped), .text("ab\r")),
    Case("", .lineText(8, .dropped), .end),
    Case("abc", .lineText(8, .dropped), .text("abc")),
    Case("", .through(bytes("||"), 8), .end),
    Case("a|", .through(bytes("||"), 8), .failure(.endOfStream(afterBytes: 2)), leaving: "a|"),
    Case("abc", .skipLine, .flag(false)),
    Case("", .atMost(8), .text("")),
    Case("", .atMost(10_000), .text("")),
    Case("", .into(room: 8), .text("")),
    Case("", .into(room: 10_000), .text("")),
    Case("", .skip(8), .count(0)),
  ]

  @Test(arguments: cases + casesAtTheEnd, [1, 2, 3, 100])
  func `a case holds however it is cut`(example: Case, size: Int) async {
    await expect(example, followedBy: "", cutBy: size)
  }

  @Test(arguments: cases, [1, 2, 3, 100])
  func `a case holds with bytes behind it`(example: Case, size: Int) async {
    await expect(example, followedBy: "ab||\r\n", cutBy: size)
  }

  private func expect(_ example: Case, followedBy trailing: String, cutBy size: Int) async {
    let rest = ReaderResult.text(example.rest + trailing)
    for bufferBytes in [1, 3, 8192] {
      let text = bytes(example.text + trailing)
      var blocking = BlockingReader(ScriptedStream(text, by: size), bufferBytes: bufferBytes)
      let blockingResults = [blocking.make(example.call), blocking.make(.all(.max))]
      #expect(blockingResults == [example.result, rest])
      var reader = BufferedReader(ScriptedStream(text, by: size), bufferBytes: bufferBytes)
      let results = [await reader.make(example.call), await reader.make(.all(.max))]
      #expect(results == [example.result, rest])
    }
  }
}
