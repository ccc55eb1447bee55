import Testing

@testable import Framing

/// A stream, what it holds in a format, and how it ends: one row for both directions.
struct FrameVector: Sendable, CustomTestStringConvertible {
  let format: any FrameFormat
  let stream: [UInt8]
  let contents: [[UInt8]]
  /// What is wrong behind the contents; nil where the stream ends well.
  let failure: FramingError?
  /// Whether the contents encode to the stream; there may be other ways to write them.
  let isCanonical: Bool

  /// A stream that is well, and that its contents encode to.
  init(_ format: any FrameFormat, _ stream: [UInt8], _ contents: [[UInt8]]) {
    self.init(format, stream, contents, isCanonical: true)
  }

  /// A stream that is well, though its contents would be written otherwise.
  init(_ format: any FrameFormat, reading stream: [UInt8], _ contents: [[UInt8]]) {
    self.init(format, stream, contents, isCanonical: false)
  }

  /// A stream that is refused behind these contents.
  init(
    _ format: any FrameFormat,
    _ stream: [UInt8],
    _ contents: [[UInt8]] = [],
    fails failure: FramingError
  ) {
    self.init(format, stream, contents, isCanonical: false, failure: failure)
  }

  private init(
    _ format: any FrameFormat,
    _ stream: [UInt8],
    _ contents: [[UInt8]],
    isCanonical: Bool,
    failure: FramingError? = nil
  ) {
    self.format = format
    self.stream = stream
    self.contents = contents
    self.isCanonical = isCanonical
    self.failure = failure
  }

  var testDescription: String {
    "\(format): \(String(decoding: stream, as: UTF8.self).debugDescription)"
  }

  /// Expects what the row says, however the stream is cut.
  func expectDecoding() {
    let outcome: DecodedFrames.Outcome = failure.map { .failure($0) } ?? .ended(rest: [])
    let expected = DecodedFrames(contents, outcome)
    for size in [1, 2, 3, 7, max(1, stream.count)] {
      for isEarly in [false, true] {
        let decoded = DecodedFrames(stream, by: format, piecesOf: size, tellsEndEarly: isEarly)
        #expect(decoded == expected, "in pieces of \(size), end told early: \(isEarly)")
      }
    }
  }

  /// Expects that bytes behind the stream change nothing in what was found before them: the same
  /// frames come once more where it is well, and none where it is not.
  ///
  /// A stream that is refused because it ends is left out.
  func expectDecodingWithTrailingBytes() {
    if case .truncated = failure { return }
    for size in [1, 3, 2 * stream.count + 1] {
      let decoded = DecodedFrames(stream + stream, by: format, piecesOf: size, ends: false)
      if let failure {
        #expect(decoded == DecodedFrames(contents, .failure(failure)), "in pieces of \(size)")
      } else {
        #expect(decoded == DecodedFrames(contents + contents, .waiting), "in pieces of \(size)")
      }
    }
  }

  /// Expects that the contents encode to the stream, or to one that decodes to them.
  func expectEncoding() throws {
    guard failure == nil else { return }
    var encoded: [UInt8] = []
    for content in contents { try format.append(content, to: &encoded) }
    if isCanonical { #expect(encoded == stream) }
    let decoded = DecodedFrames(encoded, by: format, piecesOf: max(1, encoded.count))
    #expect(decoded == DecodedFrames(contents, .ended(rest: [])))
  }

  /// Expects that each part of the stream that ends within a frame is truncated after it.
  func expectTruncation() {
    guard failure == nil else { return }
    for count in 0..<stream.count {
      let decoded = DecodedFrames(Array(stream.prefix(count)), by: format, piecesOf: count + 1)
      #expect(contents.starts(with: decoded.contents))
      switch decoded.outcome {
      case .ended(rest: []): break
      case .failure(.truncated(let after)): #expect((1...count).contains(after))
      default: Issue.record("\(decoded.outcome) after \(count) bytes")
      }
    }
  }

  /// All of the above.
  func expectAll() throws {
    expectDecoding()
    expectDecodingWithTrailingBytes()
    expectTruncation()
    try expectEncoding()
  }
}

/// The UTF-8 bytes of a text.
func bytes(_ text: String) -> [UInt8] {
  Array(text.utf8)
}

/// The UTF-8 bytes of texts.
func texts(_ texts: String...) -> [[UInt8]] {
  texts.map(bytes)
}

extension FrameFormat {
  /// The error with which content is not encoded, after a look that nothing was appended; nil where
  /// it is.
  func refusal(of content: [UInt8]) -> FramingError? {
    var output: [UInt8] = [0xEE]
    do throws(FramingError) {
      try append(content, to: &output)
      return nil
    } catch {
      #expect(output == [0xEE], "appended although refused")
      return error
    }
  }
}
