// A limit on a line or another delimited piece counts its ending, because that is what standards
// limit (RFC 5321, 4.5.3.1; RFC 2812, 2.3) and what memory holds. It looks at the bytes alone,
// never at how they were cut on their way: a last line without an ending needs room for the one it
// lacks.

extension BlockingReader where Base: ~Copyable {
  /// Reads through the next `delimiter`, waiting until it has come.
  ///
  /// - Parameters:
  ///   - delimiter: at least a byte, or the program ends.
  ///   - maximumBytes: how many bytes, with the delimiter, are allowed; the buffer may grow to
  ///     them.
  /// - Returns: the bytes with the delimiter; nil at the end of the stream.
  /// - Throws: `.stream`; `.tooLong` where as many bytes hold no whole delimiter; `.endOfStream`
  ///   where there are bytes and then the end. All leave the bytes unread.
  @available(*, noasync, message: "blocks")
  public mutating func readThrough(
    _ delimiter: [UInt8],
    maximumBytes: Int = ByteStreamLimits.lineBytesDefault
  ) throws(Failure) -> [UInt8]? {
    guard let offset = try offset(of: delimiter, maximumBytes) else {
      guard buffer.isEmpty else { throw .endOfStream(afterBytes: buffer.count) }
      return nil
    }
    return buffer.take(offset + delimiter.count)
  }

  /// Reads a line, waiting until its LF has come.
  ///
  /// - Parameters:
  ///   - maximumBytes: how many bytes, with LF and CR, are allowed; the buffer may grow to them.
  ///   - carriageReturn: what becomes of a CR before the LF.
  /// - Returns: the line without its ending, so an empty line is an empty array; nil at the end of
  ///   the stream. Bytes before the end of the stream are a last line, though no LF ends them.
  /// - Throws: `.stream`; `.tooLong` where as many bytes hold no LF. Both leave the bytes unread:
  ///   `skipLine` gets over a line that is too long.
  @available(*, noasync, message: "blocks")
  public mutating func readLine(
    maximumBytes: Int = ByteStreamLimits.lineBytesDefault,
    carriageReturn: CarriageReturn = .dropped
  ) throws(Failure) -> [UInt8]? {
    guard let line = try nextLine(maximumBytes, carriageReturn) else { return nil }
    let bytes = buffer.take(line.byteCount)
    buffer.drop(line.endingCount)
    return bytes
  }

  /// Reads a line as `readLine` and decodes it as UTF-8.
  ///
  /// - Parameters:
  ///   - maximumBytes: as for `readLine`: bytes, not characters.
  ///   - carriageReturn: as for `readLine`.
  ///   - malformed: what becomes of bytes that are not UTF-8.
  /// - Returns: as `readLine`: the line without its ending; nil at the end of the stream.
  /// - Throws: as `readLine`; `.malformedText`, which leaves the line unread.
  @available(*, noasync, message: "blocks")
  public mutating func readLineText(
    maximumBytes: Int = ByteStreamLimits.lineBytesDefault,
    carriageReturn: CarriageReturn = .dropped,
    malformed: MalformedText = .refused
  ) throws(Failure) -> String? {
    guard let line = try nextLine(maximumBytes, carriageReturn) else { return nil }
    do throws(UTF8.ValidationError) {
      let text = try buffer.text(ofFirst: line.byteCount, malformed: malformed)
      buffer.drop(line.byteCount + line.endingCount)
      return text
    } catch {
      throw .malformedText(atByte: error.byteOffsets.lowerBound)
    }
  }

  /// Drops everything through the next LF, or to the end of the stream.
  ///
  /// It may be as much as it likes: the buffer does not grow.
  ///
  /// - Returns: whether there was an LF; else it is the end of the stream.
  /// - Throws: `.stream`. What was dropped is gone then, and the same call goes on with the rest.
  @available(*, noasync, message: "blocks")
  public mutating func skipLine() throws(Failure) -> Bool {
    repeat {
      if let offset = buffer.firstOffset(of: Line.feed, within: buffer.count) {
        buffer.drop(offset + 1)
        return true
      }
      buffer.drop(buffer.count)
    } while try readMore(wanting: 1)
    return false
  }

  /// Where the delimiter begins; nil where the stream ends before a whole one.
  private mutating func offset(
    of delimiter: [UInt8],
    _ maximumBytes: Int
  ) throws(Failure) -> Int? {
    precondition(!delimiter.isEmpty, "an empty delimiter is everywhere")
    repeat {
      if let offset = buffer.firstOffset(of: delimiter, within: maximumBytes) { return offset }
      guard buffer.count < maximumBytes else { throw .tooLong(limit: maximumBytes) }
    } while try readMore(wanting: maximumBytes)
    return nil
  }

  /// Where the next line ends; nil at the end of the stream.
  private mutating func nextLine(
    _ maximumBytes: Int,
    _ carriageReturn: CarriageReturn
  ) throws(Failure) -> Line? {
    guard let offset = try offset(of: Line.feed, maximumBytes) else {
      return buffer.isEmpty ? nil : Line(byteCount: buffer.count, endingCount: 0)
    }
    let isAfterReturn = buffer.withBytes { bytes in
      offset > 0 && bytes.byte(at: offset - 1) == Line.carriageReturn
    }
    guard isAfterReturn && carriageReturn == .dropped else {
      return Line(byteCount: offset, endingCount: 1)
    }
    return Line(byteCount: offset - 1, endingCount: 2)
  }
}

/// A line at the front of a buffer, and the ending after it.
private struct Line {
  let byteCount: Int
  let endingCount: Int

  static let feed: [UInt8] = [0x0A]
  static let carriageReturn: UInt8 = 0x0D
}
