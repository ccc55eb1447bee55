internal import Framing

/// One input in one format.
struct FrameCheck<Format: FrameFormat> {
  private let input: [UInt8]
  private let format: Format

  init(_ input: [UInt8], _ format: Format) {
    self.input = input
    self.format = format
  }

  /// Looks at the input as a stream.
  ///
  /// - Returns: how many frames it holds.
  func decodes() throws(Violation) -> Int {
    let whole = try decoded(input, cutAt: nil)
    let cut = try decoded(input, cutAt: RandomSource(seed: seed))
    try expect(isSame(whole, cut), "\(format): the same however it is cut: \(whole), \(cut)")
    var encoded: [UInt8] = []
    for content in whole.contents {
      try expect(encode(content, to: &encoded) == nil, "\(format): encodes what it has found")
    }
    format.appendEnd(to: &encoded)
    let again = try decoded(encoded, cutAt: nil)
    try expect(again.outcome == .ended(restBytes: 0), "\(format): decodes what it has encoded")
    try expect(isSameContent(again, whole), "\(format): encoding and decoding keep content")
    return whole.contents.count
  }

  /// Looks at the input as content.
  func encodesAsContent() throws(Violation) {
    var encoded: [UInt8] = [0xEE]
    guard encode(input, to: &encoded) == nil else {
      return try expect(encoded == [0xEE], "\(format): what is refused leaves nothing")
    }
    encoded.removeFirst()
    format.appendEnd(to: &encoded)
    let decoded = try decoded(encoded, cutAt: nil)
    try expect(decoded.contents == [input], "\(format): decoding undoes encoding")
    try expect(decoded.outcome == .ended(restBytes: 0), "\(format): and nothing is left")
  }

  private func encode(_ content: [UInt8], to output: inout [UInt8]) -> FramingError? {
    do throws(FramingError) {
      try format.append(content, to: &output)
      return nil
    } catch {
      return error
    }
  }

  /// What a decoder finds in bytes that come whole, or cut at random places.
  private func decoded(
    _ bytes: [UInt8],
    cutAt random: RandomSource?
  ) throws(Violation) -> FoundFrames {
    var random = random
    var decoder = format.makeDecoder()
    var found = FoundFrames()
    var (start, come) = (0, random == nil ? bytes.count : 0)
    while true {
      let isEnd = come == bytes.count
      switch search(bytes, start..<come, &decoder, isEnd: isEnd) {
      case .failure(let error):
        found.outcome = .failure(error)
        let again = search(bytes, start..<come, &decoder, isEnd: isEnd)
        try expect(again == .failure(error), "\(format): an error stays")
        return found
      case .success(.found(let frame)):
        try expect(frame.content.count <= format.maximumBytes, "\(format): a frame has its limit")
        try expect(frame.consumedBytes <= come - start, "\(format): no more than there is")
        try expect(frame.consumedBytes > 0, "\(format): each frame has a byte")
        found.contents.append(
          Array(
            bytes[start...][(start + frame.content.lowerBound)..<(start + frame.content.upperBound)]
          )
        )
        start += frame.consumedBytes
      case .success(.ended(let count)):
        found.outcome = .ended(restBytes: bytes.count - start - count)
        return found
      case .success(.needs(let count)):
        try expect(count > come - start, "\(format): needs more than there is")
        try expect(!isEnd, "\(format): needs nothing behind the end")
        come += 1 + (random?.below(min(8, bytes.count - come)) ?? 0)
      }
    }
  }

  private func search(
    _ bytes: [UInt8],
    _ place: Range<Int>,
    _ decoder: inout Format.Decoder,
    isEnd: Bool
  ) -> Result<FrameSearch, FramingError> {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    let span = unsafe bytes.span.bytes.extracting(place)
    do throws(FramingError) {
      return .success(try decoder.nextFrame(in: span, isEnd: isEnd))
    } catch {
      return .failure(error)
    }
  }

  /// Pieces of a body are cut as it comes: only their order and their bytes are the same.
  private var givesPieces: Bool { format is ChunkedFormat }

  private func isSameContent(_ first: FoundFrames, _ second: FoundFrames) -> Bool {
    givesPieces
      ? Array(first.contents.joined()) == Array(second.contents.joined())
      : first.contents == second.contents
  }

  private func isSame(_ first: FoundFrames, _ second: FoundFrames) -> Bool {
    guard isSameContent(first, second) else { return false }
    // The place in an error is counted from the last piece.
    if givesPieces, case (.failure, .failure) = (first.outcome, second.outcome) { return true }
    return first.outcome == second.outcome
  }

  /// A number that the input decides.
  private var seed: UInt64 {
    input.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }
}

/// What a decoder has found.
struct FoundFrames {
  /// How it ended.
  enum Outcome: Equatable {
    case ended(restBytes: Int)
    case failure(FramingError)
  }

  var contents: [[UInt8]] = []
  var outcome = Outcome.ended(restBytes: 0)
}
