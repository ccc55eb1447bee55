@testable import ByteStreams

/// What a reader must do, written for the eye: it has all bytes at once and no buffer.
struct ReferenceReader {
  typealias ReaderError = BufferedReaderError<ScriptedFailure>

  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  /// Takes bytes that a reader gave where it was free to give fewer than there are.
  mutating func accept(_ bytes: [UInt8], atMost count: Int) -> Bool {
    guard bytes.count <= count, rest.starts(with: bytes) else { return false }
    guard !bytes.isEmpty || rest.isEmpty || count <= 0 else { return false }
    rest.removeFirst(bytes.count)
    return true
  }

  mutating func readExactly(_ count: Int) throws(ReaderError) -> [UInt8] {
    guard count <= rest.count else { throw .endOfStream(afterBytes: rest.count) }
    return take(count)
  }

  mutating func readAll(maximumBytes: Int) throws(ReaderError) -> [UInt8] {
    guard rest.count <= maximumBytes else { throw .tooLong(limit: maximumBytes) }
    return take(rest.count)
  }

  mutating func readThrough(
    _ delimiter: [UInt8],
    maximumBytes: Int
  ) throws(ReaderError) -> [UInt8]? {
    guard let end = try end(of: delimiter, maximumBytes) else {
      guard rest.isEmpty else { throw .endOfStream(afterBytes: rest.count) }
      return nil
    }
    return take(end)
  }

  mutating func readLine(
    maximumBytes: Int,
    carriageReturn: CarriageReturn
  ) throws(ReaderError) -> [UInt8]? {
    guard let end = try end(of: [0x0A], maximumBytes) else {
      return rest.isEmpty ? nil : take(rest.count)
    }
    var line = take(end)
    line.removeLast()
    if carriageReturn == .dropped && line.last == 0x0D { line.removeLast() }
    return line
  }

  mutating func skipLine() -> Bool {
    let end = rest.firstIndex(of: 0x0A)
    rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
    return end != nil
  }

  func peek(_ count: Int) -> [UInt8] {
    Array(rest.prefix(count))
  }

  private mutating func take(_ count: Int) -> [UInt8] {
    defer { rest.removeFirst(count) }
    return Array(rest.prefix(count))
  }

  /// How many bytes go through the delimiter, if it lies within the limit; nil at the end.
  private func end(of delimiter: [UInt8], _ maximumBytes: Int) throws(ReaderError) -> Int? {
    let searched = Array(rest.prefix(maximumBytes))
    for end in stride(from: delimiter.count, through: searched.count, by: 1)
    where searched[(end - delimiter.count)..<end].elementsEqual(delimiter) {
      return end
    }
    guard rest.count < maximumBytes else { throw .tooLong(limit: maximumBytes) }
    return nil
  }
}
