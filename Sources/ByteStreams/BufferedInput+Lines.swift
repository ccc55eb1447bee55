// A limit on a line or another delimited piece counts its ending, because that is what standards
// limit (RFC 5321, 4.5.3.1; RFC 2812, 2.3) and what memory holds. It looks at the bytes alone,
// never at how they were cut on their way: a last line without an ending needs room for the one it
// lacks.

extension BufferedInput {
  mutating func readThrough(
    _ delimiter: [UInt8],
    _ maximumBytes: Int
  ) throws(BufferedInputFault) -> Step<[UInt8]?> {
    switch try offset(of: delimiter, maximumBytes) {
    case .needs(let count):
      return .needs(count)
    case .done(let offset?):
      return .done(buffer.take(offset + delimiter.count))
    case .done(nil):
      guard buffer.isEmpty else { throw .endOfStream(afterBytes: buffer.count) }
      return .done(nil)
    }
  }

  mutating func readLine(
    _ maximumBytes: Int,
    _ carriageReturn: CarriageReturn
  ) throws(BufferedInputFault) -> Step<[UInt8]?> {
    switch try nextLine(maximumBytes, carriageReturn) {
    case .needs(let count):
      return .needs(count)
    case .done(nil):
      return .done(nil)
    case .done(let line?):
      let bytes = buffer.take(line.byteCount)
      buffer.drop(line.endingCount)
      return .done(bytes)
    }
  }

  mutating func readLineText(
    _ maximumBytes: Int,
    _ carriageReturn: CarriageReturn,
    _ malformed: MalformedText
  ) throws(BufferedInputFault) -> Step<String?> {
    switch try nextLine(maximumBytes, carriageReturn) {
    case .needs(let count):
      return .needs(count)
    case .done(nil):
      return .done(nil)
    case .done(let line?):
      do throws(UTF8.ValidationError) {
        let text = try buffer.text(ofFirst: line.byteCount, malformed: malformed)
        buffer.drop(line.byteCount + line.endingCount)
        return .done(text)
      } catch {
        throw .malformedText(atByte: error.byteOffsets.lowerBound)
      }
    }
  }

  mutating func skipLine() -> Step<Bool> {
    if let offset = buffer.firstOffset(of: Line.feed, within: buffer.count) {
      buffer.drop(offset + 1)
      return .done(true)
    }
    buffer.drop(buffer.count)
    return hasEnded ? .done(false) : .needs(1)
  }

  /// Where the delimiter begins; nil where the stream ends before a whole one.
  private mutating func offset(
    of delimiter: [UInt8],
    _ maximumBytes: Int
  ) throws(BufferedInputFault) -> Step<Int?> {
    precondition(!delimiter.isEmpty, "an empty delimiter is everywhere")
    if let offset = buffer.firstOffset(of: delimiter, within: maximumBytes) { return .done(offset) }
    guard buffer.count < maximumBytes else { throw .tooLong(limit: maximumBytes) }
    return hasEnded ? .done(nil) : .needs(maximumBytes)
  }

  /// Where the next line ends; nil at the end of the stream.
  private mutating func nextLine(
    _ maximumBytes: Int,
    _ carriageReturn: CarriageReturn
  ) throws(BufferedInputFault) -> Step<Line?> {
    switch try offset(of: Line.feed, maximumBytes) {
    case .needs(let count):
      return .needs(count)
    case .done(nil):
      return .done(buffer.isEmpty ? nil : Line(byteCount: buffer.count, endingCount: 0))
    case .done(let offset?):
      let isAfterReturn = buffer.withBytes { bytes in
        offset > 0 && bytes.byte(at: offset - 1) == Line.carriageReturn
      }
      return isAfterReturn && carriageReturn == .dropped
        ? .done(Line(byteCount: offset - 1, endingCount: 2))
        : .done(Line(byteCount: offset, endingCount: 1))
    }
  }
}

/// A line at the front of a buffer, and the ending after it.
private struct Line {
  let byteCount: Int
  let endingCount: Int

  static let feed: [UInt8] = [0x0A]
  static let carriageReturn: UInt8 = 0x0D
}
