import Testing

@testable import Framing

@Suite struct AnnouncedSizeFormatTests {
  static let format = AnnouncedSizeFormat(maximumBytes: 12)

  /// What the decoder finds in a stream that holds an announcement and, once that is acknowledged,
  /// its content.
  private func decoded(
    _ announcement: [UInt8],
    _ content: [UInt8],
    piecesOf size: Int
  ) throws(FramingError) -> [UInt8]? {
    var decoder = Self.format.makeDecoder()
    var come: [UInt8] = []
    for piece in pieces(of: announcement, size) {
      come += piece
      guard case .needs = try search(come, with: &decoder) else { return nil }
    }
    guard decoder.acknowledge() else { return nil }
    for piece in pieces(of: content, size) {
      come += piece
      guard case .found(let frame) = try search(come, with: &decoder) else { continue }
      #expect(frame.consumedBytes == come.count)
      return Array(come[frame.content])
    }
    return nil
  }

  private func pieces(of bytes: [UInt8], _ size: Int) -> [ArraySlice<UInt8>] {
    let starts = Array(stride(from: 0, to: bytes.count, by: size))
    return starts.map { bytes[$0..<min($0 + size, bytes.count)] } + [[]]
  }

  private func search(
    _ bytes: [UInt8],
    with decoder: inout AnnouncedSizeDecoder,
    isEnd: Bool = false
  ) throws(FramingError) -> FrameSearch {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    try unsafe decoder.nextFrame(in: bytes.span.bytes, isEnd: isEnd)
  }

  private func failure(of text: String, isEnd: Bool = false) -> FramingError? {
    var decoder = Self.format.makeDecoder()
    do throws(FramingError) {
      _ = try search(bytes(text), with: &decoder, isEnd: isEnd)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["", "a", "地瓜", "0123456789ab"], [1, 2, 3, 100])
  func `announced content comes back, however it is cut`(text: String, size: Int) throws {
    var encoded: [UInt8] = []
    try Self.format.append(bytes(text), to: &encoded)
    let announcement = bytes("ready|\(text.utf8.count)")
    #expect(encoded == announcement + bytes(text))
    #expect(try decoded(announcement, bytes(text), piecesOf: size) == bytes(text))
  }

  @Test func `digits are the content's once the announcement is acknowledged`() throws {
    #expect(try decoded(bytes("ready|3"), bytes("123"), piecesOf: 100) == bytes("123"))
  }

  @Test(arguments: [
    ("read1", FramingError.malformedLine(atByte: 4)), ("ready1", .malformedLine(atByte: 5)),
    ("Ready|1", .malformedLine(atByte: 0)), ("ready|x", .malformedNumber(atByte: 6)),
    ("ready|-1", .malformedNumber(atByte: 6)), ("ready|01", .malformedNumber(atByte: 7)),
    ("ready|1\n", .malformedNumber(atByte: 7)), ("ready|13", .tooLong(limitBytes: 12)),
    ("ready|99999999999999999999", .tooLong(limitBytes: 12)), ("ready|12", nil), ("ready|", nil),
    ("", nil),
  ])
  func `an announcement is the word, the bar and digits`(text: String, failure: FramingError?) {
    #expect(self.failure(of: text) == failure)
  }

  @Test(arguments: ["r", "ready|", "ready|1"])
  func `a stream that ends before the content is truncated`(text: String) {
    #expect(failure(of: text, isEnd: true) == .truncated(afterBytes: text.utf8.count))
  }

  @Test(arguments: [("", nil, false), ("ready|", nil, false), ("ready|1", 1, true)])
  func `nothing is acknowledged before a digit has come`(
    text: String,
    announced: Int?,
    isAccepted: Bool
  ) throws {
    var decoder = Self.format.makeDecoder()
    _ = try search(bytes(text), with: &decoder)
    #expect(decoder.announcedBytes == announced)
    let accepts = decoder.acknowledge()
    #expect(accepts == isAccepted)
  }

  @Test func `each content is announced anew`() throws {
    var decoder = Self.format.makeDecoder()
    _ = try search(bytes("ready|0"), with: &decoder)
    let accepts = decoder.acknowledge()
    #expect(accepts)
    let found = FrameSearch.found(FoundFrame(content: 7..<7, consumedBytes: 7))
    #expect(try search(bytes("ready|0"), with: &decoder) == found)
    #expect(decoder.announcedBytes == nil)
    #expect(try search([], with: &decoder, isEnd: true) == .ended(consumedBytes: 0))
  }

  @Test func `content longer than the maximum is refused`() {
    let content = [UInt8](repeating: 7, count: 13)
    #expect(Self.format.refusal(of: content) == .tooLong(limitBytes: 12))
    #expect(AnnouncedSizeFormat() == .announcedSize())
  }
}
