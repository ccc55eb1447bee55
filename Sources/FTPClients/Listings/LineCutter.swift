internal import ByteStreams

/// Cuts a listing into lines, which end in LF or CR LF.
struct LineCutter {
  private let bytesMax: Int
  private var beginning: [UInt8] = []

  /// - Parameter bytesMax: how many bytes a line may have.
  init(bytesMax: Int) {
    self.bytesMax = bytesMax
  }

  /// Takes a piece, and hands out the lines that it ends.
  ///
  /// - Throws: `.tooMuch` for a line that is too long, and what `body` throws.
  mutating func take(
    _ piece: RawSpan,
    _ body: ([UInt8]) async throws(FTPClientError) -> Void
  ) async throws(FTPClientError) {
    var start = 0
    while let end = piece.firstOffset(of: UInt8(ascii: "\n"), from: start) {
      try keep(piece.extracting(start..<end))
      start = end + 1
      try await body(takeLine())
    }
    try keep(piece.extracting(droppingFirst: start))
  }

  /// Hands out what is behind the last end of a line, if anything is.
  mutating func finish(
    _ body: ([UInt8]) async throws(FTPClientError) -> Void
  ) async throws(FTPClientError) {
    if !beginning.isEmpty { try await body(takeLine()) }
  }

  private mutating func keep(_ bytes: RawSpan) throws(FTPClientError) {
    guard beginning.count + bytes.byteCount <= bytesMax else {
      throw .tooMuch("\(bytesMax) bytes in a line")
    }
    beginning.append(bytes)
  }

  private mutating func takeLine() -> [UInt8] {
    defer { beginning = [] }
    if beginning.last == UInt8(ascii: "\r") { beginning.removeLast() }
    return beginning
  }
}
