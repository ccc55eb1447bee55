import ByteStreams

/// A stream that blocks nobody: it gives its pieces one by one, and keeps what is written.
///
/// It serves both kinds of readers.
final class PiecedStream: BlockingByteStream, ByteStream {
  /// What a read gives.
  enum Piece {
    case bytes([UInt8])
    case failure(PiecedStreamFailure)
  }

  private var pieces: ArraySlice<Piece>
  private(set) var written: [[UInt8]] = []
  private(set) var hasFinished = false
  /// Whether writes fail.
  var failsWrites = false

  init(_ pieces: [Piece] = []) {
    self.pieces = pieces[...]
  }

  convenience init(_ pieces: String...) {
    self.init(pieces.map { .bytes(Array($0.utf8)) })
  }

  func read(into buffer: inout OutputRawSpan) throws(PiecedStreamFailure) -> Int {
    switch pieces.popFirst() {
    case nil: return 0
    case .failure(let failure)?: throw failure
    case .bytes(let bytes)?:
      let count = min(bytes.count, buffer.freeCapacity)
      for byte in bytes.prefix(count) { buffer.append(byte) }
      if count < bytes.count { pieces = [.bytes(Array(bytes.dropFirst(count)))] + pieces }
      return count
    }
  }

  func write(_ bytes: RawSpan) throws(PiecedStreamFailure) {
    if failsWrites { throw .broken }
    written.append([UInt8](copying: bytes))
  }

  func close() {}

  func finishWriting() throws(PiecedStreamFailure) {
    hasFinished = true
  }
}

/// How a stream of pieces fails.
enum PiecedStreamFailure: Error {
  case timedOut
  case broken
}
