@testable import ByteStreams

/// A stream that gives what a script says, one step a read, and keeps what is written to it.
///
/// It never waits, so that it is a blocking stream and one for tasks as well. For one thread or
/// task.
final class ScriptedStream: BlockingByteStream, ByteStream {
  /// What a read meets.
  enum Step {
    /// These bytes; what the reader has no room for stays for its next read.
    case bytes([UInt8])
    /// An error, once.
    case failure(ScriptedFailure)
  }

  private var steps: [Step]
  /// The room that each read had, in bytes; a read at the end counts as well.
  private(set) var readRooms: [Int] = []
  /// What each write got.
  private(set) var writes: [[UInt8]] = []
  /// What each write throws, by its number from 0; it takes nothing then.
  var writeFailures: [Int: ScriptedFailure] = [:]
  /// How many writes there were, failed ones too.
  private(set) var writeCount = 0
  /// What the next `finishWriting` throws, once.
  var finishFailure: ScriptedFailure?
  /// How many times the writing half was ended.
  private(set) var finishCount = 0

  /// What the next wait for bytes throws, once.
  var waitFailure: ScriptedFailure?

  /// A stream that ends after the last step.
  init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// A stream of these pieces.
  convenience init(chunks: [[UInt8]]) {
    self.init(chunks.map(Step.bytes))
  }

  /// A stream of these bytes in pieces of one size.
  convenience init(_ bytes: [UInt8], by size: Int) {
    self.init(chunks: bytes.chunks(of: size))
  }

  func read(into buffer: inout OutputRawSpan) throws(ScriptedFailure) -> Int {
    readRooms.append(buffer.freeCapacity)
    guard buffer.freeCapacity > 0, let step = steps.first else { return 0 }
    steps.removeFirst()
    switch step {
    case .failure(let failure):
      throw failure
    case .bytes(let bytes):
      let count = min(bytes.count, buffer.freeCapacity)
      for byte in bytes.prefix(count) { buffer.append(byte) }
      if count < bytes.count { steps.insert(.bytes(Array(bytes.dropFirst(count))), at: 0) }
      return count
    }
  }

  func waitForBytes() throws(ScriptedFailure) {
    guard let failure = waitFailure else { return }
    waitFailure = nil
    throw failure
  }

  func close() {}

  func write(_ bytes: RawSpan) throws(ScriptedFailure) {
    defer { writeCount += 1 }
    if let failure = writeFailures[writeCount] { throw failure }
    writes.append(bytes.byteOffsets.map { bytes.byte(at: $0) })
  }

  func finishWriting() throws(ScriptedFailure) {
    if let failure = finishFailure {
      finishFailure = nil
      throw failure
    }
    finishCount += 1
  }
}

/// What a scripted stream throws.
enum ScriptedFailure: Error, Hashable {
  case timedOut
  case reset
}
