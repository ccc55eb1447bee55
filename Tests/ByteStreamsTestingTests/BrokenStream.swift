import ByteStreams
import Synchronization

/// A stream in memory with a defect.
final class BrokenStream: ByteStream, Sendable {
  /// What a defect must remember.
  struct Notes {
    /// How many reads are under way, and writes.
    var readsUnderWay = 0
    var writesUnderWay = 0
    /// How many times something has happened that the defect counts.
    var count = 0
    /// Bytes that are kept back.
    var bytes: [UInt8] = []
  }

  let base: MemoryStream
  let notes = Mutex(Notes())
  private let defect: Defect

  private init(_ base: MemoryStream, _ defect: Defect) {
    self.base = base
    self.defect = defect
  }

  static func pair(_ defect: Defect, capacityBytes: Int) -> (BrokenStream, BrokenStream) {
    let pair = MemoryStream.pair(capacityBytes: capacityBytes)
    return (BrokenStream(pair.first, defect), BrokenStream(pair.second, defect))
  }

  func read(into buffer: inout OutputRawSpan) async throws(MemoryStreamError) -> Int {
    notes.withLock { notes in notes.readsUnderWay += 1 }
    defer { notes.withLock { notes in notes.readsUnderWay -= 1 } }
    let bytes = try await defect.read(self, buffer.freeCapacity)
    if defect.overwritesTheBuffer && !buffer.isEmpty { buffer.removeLast() }
    for byte in bytes.prefix(buffer.freeCapacity) { buffer.append(byte) }
    return bytes.isEmpty ? 0 : bytes.count + defect.countsTooMany
  }

  func waitForBytes() async throws(MemoryStreamError) {
    try await defect.waitForBytes(self)
  }

  func write(_ bytes: RawSpan) async throws(MemoryStreamError) {
    notes.withLock { notes in notes.writesUnderWay += 1 }
    defer { notes.withLock { notes in notes.writesUnderWay -= 1 } }
    let array = bytes.byteOffsets.map { offset in
      // SAFETY: every pattern of bits is a byte, and the load checks its bounds.
      unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
    try await defect.write(self, array)
  }

  func writeAtOnce(_ bytes: RawSpan) throws(MemoryStreamError) -> Int {
    try defect.writeAtOnce(self, bytes.byteCount)
  }

  func finishWriting() async throws(MemoryStreamError) {
    try await defect.finishWriting(self)
  }

  func close() async {
    await defect.close(self)
  }

  /// Whether another read is under way than the one that asks.
  var isReadBySecond: Bool { notes.withLock { notes in notes.readsUnderWay > 1 } }

  /// Whether another write is under way than the one that asks.
  var isWrittenBySecond: Bool { notes.withLock { notes in notes.writesUnderWay > 1 } }

  /// Counts, and says how many times it had before.
  func countedBefore() -> Int {
    notes.withLock { notes in
      notes.count += 1
      return notes.count - 1
    }
  }
}
