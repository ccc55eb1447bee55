import TestSupport
import Testing

@testable import FTPProtocol

@Suite struct FTPReplyDecoderTests {
  /// What a server sends, the replies in it, and the error that follows them.
  struct Vector: Sendable, CustomTestStringConvertible {
    let stream: [UInt8]
    let replies: [FTPReply]
    let failure: FTPReplyError?

    init(_ stream: String, _ replies: [FTPReply], fails failure: FTPReplyError? = nil) {
      self.stream = bytes(stream)
      self.replies = replies
      self.failure = failure
    }

    var testDescription: String { text(stream).debugDescription }
  }

  static let lineBytesMax = 12
  static let linesMax = 4
  static let replyBytesMax = 30

  static let vectors: [Vector] = [
    Vector("", []),
    Vector("220 Hi\r\n", [FTPReply(220, "Hi")]),
    Vector("220 Hi\n", [FTPReply(220, "Hi")]),
    Vector("220\r\n", [FTPReply(220, "")]),
    Vector("220 \r\n", [FTPReply(220, "")]),
    Vector("220 Hi", []),
    Vector("150 A\r\n226 B\r\n", [FTPReply(150, "A"), FTPReply(226, "B")]),
    Vector(
      "211-A\r\n B\r\n211 C\r\n",
      [FTPReply(211, lines: [bytes("A"), bytes(" B"), bytes("C")])]
    ),
    Vector(
      "211-A\r\n211-B\r\n211 C\r\n",
      [FTPReply(211, lines: [bytes("A"), bytes("211-B"), bytes("C")])]
    ),
    Vector("211-A\n212 B\n211\n", [FTPReply(211, lines: [bytes("A"), bytes("212 B"), []])]),
    Vector("211-\n\n211 \n", [FTPReply(211, lines: [[], [], []])]),
    Vector(
      "211-A\n2111 B\n211 C\n",
      [FTPReply(211, lines: [bytes("A"), bytes("2111 B"), bytes("C")])]
    ),
    Vector("220 a\rb\0\r\n", [FTPReply(220, "a\rb\0")]),
    Vector("hello\r\n", [], fails: .malformedCode),
    Vector("\r\n", [], fails: .malformedCode),
    Vector("22\r\n", [], fails: .malformedCode),
    Vector("2200 a\r\n", [], fails: .malformedCode),
    Vector("220_a\r\n", [], fails: .malformedCode),
    Vector("099 a\r\n", [], fails: .malformedCode),
    Vector("600 a\r\n", [], fails: .malformedCode),
    Vector("220 A\r\n 221 B\r\n", [FTPReply(220, "A")], fails: .malformedCode),
    Vector("220 12345678\r\n", [FTPReply(220, "12345678")]),
    Vector("220 123456789\r\n", [], fails: .lineTooLong(limitBytes: 12)),
    Vector("220 123456789", [], fails: .lineTooLong(limitBytes: 12)),
    Vector(
      "220-\n1\n2\n220 \n220 B\n",
      [
        FTPReply(220, lines: [[], bytes("1"), bytes("2"), []]),
        FTPReply(220, "B"),
      ]
    ),
    Vector("220-\n1\n2\n3\n220 \n", [], fails: .tooManyLines(limit: 4)),
    Vector(
      "220-567890\n0123456789\n220 567890\n",
      [FTPReply(220, lines: [bytes("567890"), bytes("0123456789"), bytes("567890")])]
    ),
    Vector("220-567890\n0123456789\n220 5678901\n", [], fails: .tooLong(limitBytes: 30)),
  ]

  @Test(arguments: vectors)
  func `replies are found however they are cut`(vector: Vector) {
    for size in [1, 2, 3, 5, max(1, vector.stream.count)] {
      let (replies, failure) = Self.decode(vector.stream, piecesOf: size)
      #expect(replies == vector.replies, "in pieces of \(size)")
      #expect(failure == vector.failure, "in pieces of \(size)")
    }
  }

  @Test(arguments: FTPReplyTests.written.map(\.0))
  func `a reply is read as it was written`(reply: FTPReply) throws {
    var decoder = FTPReplyDecoder()
    let written = reply.encoded
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    let found = try unsafe decoder.nextReply(in: written.span.bytes)
    let inner =
      reply.lines.count > 2 ? reply.lines[1..<(reply.lines.count - 1)].map { bytes(" ") + $0 } : []
    let lines = reply.lines.prefix(1) + inner + (reply.lines.count > 1 ? reply.lines.suffix(1) : [])
    let printable = lines.map { line in line.map { $0.breaksLines ? UInt8.questionMark : $0 } }
    #expect(found == .found(FTPReply(reply.code, lines: printable), consumedBytes: written.count))
    #expect(decoder.isAtStartOfReply)
  }

  @Test func `Telnet is taken out of replies`() {
    let stream = [255, 251, 1] + bytes("220 a") + [255, 255, 255, 241] + bytes("\r\n")
    let (replies, _) = Self.decode(stream, piecesOf: 1)
    #expect(replies == [FTPReply(220, lines: [[0x61, 255]])])
  }

  @Test func `a server that talks without end is bounded`() {
    var decoder = FTPReplyDecoder()
    var stream = bytes("220-")
    var failure: FTPReplyError?
    for _ in 0..<20_000 where failure == nil {
      stream += bytes("more\r\n")
      do throws(FTPReplyError) {
        // SAFETY: a byte has no padding, so all of the array's memory is initialised.
        _ = try unsafe decoder.nextReply(in: stream.span.bytes)
        stream = []
      } catch {
        failure = error
      }
    }
    #expect(failure == .tooManyLines(limit: FTPLimits.receivedLinesMax))
  }

  /// The replies that come in pieces, and the error behind them, which must stay.
  static func decode(_ stream: [UInt8], piecesOf size: Int) -> ([FTPReply], FTPReplyError?) {
    var decoder = FTPReplyDecoder(
      lineBytesMax: lineBytesMax,
      linesMax: linesMax,
      replyBytesMax: replyBytesMax
    )
    var replies: [FTPReply] = []
    for start in stride(from: 0, to: stream.count, by: size) {
      var piece = Array(stream[start..<min(start + size, stream.count)])
      do throws(FTPReplyError) {
        // SAFETY: a byte has no padding, so all of the array's memory is initialised.
        while case .found(let reply, let count) = try unsafe decoder.nextReply(in: piece.span.bytes)
        {
          replies.append(reply)
          piece.removeFirst(count)
        }
      } catch {
        // SAFETY: as above.
        #expect(throws: error) { _ = try unsafe decoder.nextReply(in: piece.span.bytes) }
        return (replies, error)
      }
    }
    return (replies, nil)
  }
}
