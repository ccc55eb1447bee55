import ByteStreams
import Testing

@testable import Framing

/// What a decoder makes of a stream that comes in pieces, read as a reader does: what was not
/// consumed is shown again, with more behind it.
struct DecodedFrames: Equatable {
  /// How it ended.
  enum Outcome: Equatable {
    /// No frame follows; the rest belongs to something else.
    case ended(rest: [UInt8])
    /// A frame was not whole when the pieces were over and the stream had not ended.
    case waiting
    /// The decoder refused the bytes.
    case failure(FramingError)
  }

  private(set) var contents: [[UInt8]] = []
  private(set) var outcome = Outcome.waiting

  /// Decodes a stream.
  ///
  /// - Parameters:
  ///   - stream: its bytes.
  ///   - format: the format of the frames.
  ///   - size: how many bytes come at once.
  ///   - isEnd: whether the stream ends behind them.
  ///   - tellsEndEarly: whether that is told with the last piece, or once nothing more has come.
  init(
    _ stream: [UInt8],
    by format: some FrameFormat,
    piecesOf size: Int,
    ends isEnd: Bool = true,
    tellsEndEarly: Bool = false
  ) {
    var decoder = format.makeDecoder()
    var arrival = Arrival(stream, piecesOf: size)
    while true {
      let tellsEnd = isEnd && arrival.isOver && (tellsEndEarly || arrival.hasBeenAsked)
      do throws(FramingError) {
        switch try arrival.search(with: &decoder, isEnd: tellsEnd) {
        case .found(let frame): contents.append(arrival.take(frame))
        case .ended(let count):
          outcome = .ended(rest: arrival.rest(after: count))
          return
        case .needs(let count):
          #expect(count > arrival.count, "needs no more than there is")
          #expect(!tellsEnd, "needs more at the end")
          guard arrival.more() || isEnd else { return }
        }
      } catch {
        outcome = .failure(error)
        #expect(arrival.failure(of: &decoder) == error, "the error does not stay")
        return
      }
    }
  }

  init(_ contents: [[UInt8]], _ outcome: Outcome) {
    self.contents = contents
    self.outcome = outcome
  }
}

/// The bytes of a stream that have come and were not consumed, and those that are still to come.
private struct Arrival {
  private var bytes: [UInt8] = []
  private var coming: ArraySlice<UInt8>
  private let size: Int
  /// Whether more was asked for than there was.
  private(set) var hasBeenAsked = false

  init(_ stream: [UInt8], piecesOf size: Int) {
    coming = stream[...]
    self.size = size
    _ = more()
  }

  var count: Int { bytes.count }

  var isOver: Bool { coming.isEmpty }

  /// Lets the next piece come; says whether there was one.
  mutating func more() -> Bool {
    guard !coming.isEmpty else {
      hasBeenAsked = true
      return false
    }
    bytes += coming.prefix(size)
    coming = coming.dropFirst(size)
    return true
  }

  func search(
    with decoder: inout some FrameDecoder,
    isEnd: Bool
  ) throws(FramingError) -> FrameSearch {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    try unsafe decoder.nextFrame(in: bytes.span.bytes, isEnd: isEnd)
  }

  /// The error of another search; nil if there is none.
  func failure(of decoder: inout some FrameDecoder) -> FramingError? {
    do throws(FramingError) {
      _ = try search(with: &decoder, isEnd: false)
      return nil
    } catch {
      return error
    }
  }

  mutating func take(_ frame: FoundFrame) -> [UInt8] {
    let content = Array(bytes[frame.content])
    bytes.removeFirst(frame.consumedBytes)
    return content
  }

  func rest(after count: Int) -> [UInt8] {
    Array(bytes.dropFirst(count)) + coming
  }
}
