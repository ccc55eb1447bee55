import Testing

@testable import switchboard

struct TransferBoardTests {
  private final class Transfer {}

  private func progress(_ name: String, bytes: Int64) -> ProgressText {
    ProgressText(name: name, bytes: bytes, totalBytes: 100, seconds: 1)
  }

  /// What of a text is no command of a terminal.
  private func words(_ text: String) -> [String] {
    text.split(separator: "\u{1b}[J", maxSplits: 1).last.map {
      $0.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    } ?? []
  }

  @Test func `each transfer has a line, and all together one`() throws {
    var board = TransferBoard(hasTotal: true)
    let (one, two) = (Transfer(), Transfer())
    let shown = board.show(ObjectIdentifier(one), progress("one", bytes: 1))
    let first = try #require(shown)
    #expect(words(first) == ["one", "total"])
    // A moment later nothing is written, and the next time all is.
    let again = board.show(ObjectIdentifier(two), progress("two", bytes: 2))
    #expect(again == nil)
    let kept = board.text(above: "words\n")
    #expect(words(kept) == ["words", "one", "two", "total"])
    #expect(kept.hasPrefix("\r\u{1b}[1A\u{1b}[J"))
    let removed = board.remove(ObjectIdentifier(one), progress("one", bytes: 100))
    #expect(removed.hasPrefix("\r\u{1b}[2A\u{1b}[J"))
    #expect(words(removed) == ["one", "two", "total"])
    #expect(removed.contains("total  1 file  102 B"))
    let failed = board.remove(ObjectIdentifier(two), nil)
    #expect(words(failed) == ["total"])
    let end = board.finish()
    #expect(end == "\r\u{1b}[J")
  }

  @Test func `a transfer alone has nothing above it`() throws {
    var board = TransferBoard(hasTotal: false)
    let one = Transfer()
    let shown = board.show(ObjectIdentifier(one), progress("one", bytes: 1))
    let first = try #require(shown)
    #expect(first.hasPrefix("\r\u{1b}[Jone"))
    #expect(!first.hasSuffix("\n"))
    let removed = board.remove(ObjectIdentifier(one), progress("one", bytes: 100))
    #expect(removed.hasSuffix("\n"))
    let end = board.finish()
    #expect(end == "")
  }
}
