/// What a reader has read from its stream and not yet given: all of a reader but the waiting.
///
/// Each operation is a step: it gives its result if what has come is enough for it, and otherwise
/// says how much it needs. The reader reads more, blocking or not, and asks again.
///
/// Nothing in it depends on the stream's type: what is generic is slow where it is not specialised.
struct BufferedInput: ~Copyable {
  /// What a step comes to.
  enum Step<Result> {
    /// This is the result.
    case done(Result)
    /// At least so many bytes must be there, more than there are.
    case needs(Int)
  }

  var buffer: BufferedBytes
  /// Whether the stream has said that it ended.
  var hasEnded = false
  /// How many bytes are asked of the stream at once.
  let bufferBytes: Int

  /// Nothing has come yet.
  ///
  /// - Parameter bufferBytes: how many bytes are asked of the stream at once; the nearest size that
  ///   a buffer can have.
  init(bufferBytes: Int) {
    self.bufferBytes = ByteStreamLimits.bufferBytes(nearest: bufferBytes)
    buffer = BufferedBytes(capacity: self.bufferBytes)
  }

  /// Whether a read into so much room goes past the buffer.
  func readsDirectly(intoRoom bytes: Int) -> Bool {
    buffer.isEmpty && bytes >= bufferBytes
  }

  mutating func take(into output: inout OutputRawSpan) -> Step<Int> {
    if needsFirst { return .needs(1) }
    return .done(buffer.take(into: &output))
  }

  mutating func read(atMost count: Int) -> Step<[UInt8]> {
    if needsFirst { return .needs(1) }
    return .done(buffer.take(min(count, buffer.count)))
  }

  mutating func skip(atMost count: Int) -> Step<Int> {
    if needsFirst { return .needs(1) }
    let skipped = min(count, buffer.count)
    buffer.drop(skipped)
    return .done(skipped)
  }

  func peek(_ count: Int) -> Step<[UInt8]> {
    if buffer.count < count && !hasEnded { return .needs(count) }
    return .done(buffer.prefix(max(0, min(count, buffer.count))))
  }

  mutating func readExactly(
    _ count: Int
  ) throws(BufferedInputFault) -> Step<[UInt8]> {
    guard buffer.count < count else { return .done(buffer.take(max(0, count))) }
    guard !hasEnded else { throw .endOfStream(afterBytes: buffer.count) }
    return .needs(count)
  }

  mutating func readAll(
    maximumBytes: Int
  ) throws(BufferedInputFault) -> Step<[UInt8]> {
    let limit = max(0, maximumBytes)
    guard buffer.count <= limit else { throw .tooLong(limit: maximumBytes) }
    guard hasEnded else { return .needs(limit == .max ? limit : limit + 1) }
    return .done(buffer.take(buffer.count))
  }

  /// How many bytes to want where a parser does not say: room for one more, and twice the storage
  /// once it is full.
  var bytesToGrowTo: Int { 2 * buffer.count + 1 }

  /// Whether there must be a first byte, and may still be.
  private var needsFirst: Bool { buffer.isEmpty && !hasEnded }
}

/// Why a step cannot give what it was asked for, whatever else comes.
enum BufferedInputFault: Error {
  case endOfStream(afterBytes: Int)
  case tooLong(limit: Int)
  case malformedText(atByte: Int)
}
