import Foundation

@testable import ByteStreams

/// One end of a connection in memory, with queues of a limited size, that blocks as a socket does.
final class BlockingMemoryStream: BlockingByteStream, Sendable {
  typealias Failure = BrokenPipe

  /// Why a write fails: its own half was ended, or the peer is gone.
  struct BrokenPipe: Error {}

  private let incoming: BlockingMemoryPipe
  private let outgoing: BlockingMemoryPipe

  private init(incoming: BlockingMemoryPipe, outgoing: BlockingMemoryPipe) {
    self.incoming = incoming
    self.outgoing = outgoing
  }

  /// Two ends that are connected to each other.
  static func pair() -> StreamPair<BlockingMemoryStream> {
    let there = BlockingMemoryPipe()
    let back = BlockingMemoryPipe()
    return StreamPair(
      first: StreamEnd(BlockingMemoryStream(incoming: back, outgoing: there)),
      second: StreamEnd(BlockingMemoryStream(incoming: there, outgoing: back))
    )
  }

  deinit {
    incoming.close()
    outgoing.close()
  }

  func read(into buffer: inout OutputRawSpan) -> Int {
    guard buffer.freeCapacity > 0 else { return 0 }
    let bytes = incoming.take(atMost: buffer.freeCapacity)
    for byte in bytes { buffer.append(byte) }
    return bytes.count
  }

  func write(_ bytes: RawSpan) throws(BrokenPipe) {
    let bytes = bytes.byteOffsets.map { bytes.byte(at: $0) }
    for piece in bytes.chunks(of: BlockingMemoryPipe.byteCountMax) {
      guard outgoing.put(piece) else { throw BrokenPipe() }
    }
  }

  func finishWriting() {
    outgoing.close()
  }
}

/// One direction of a connection in memory.
///
/// Unchecked, because the condition's lock guards the state.
private final class BlockingMemoryPipe: @unchecked Sendable {
  /// How many bytes wait in it before writing waits.
  static let byteCountMax = 10_000

  private let condition = NSCondition()
  private var bytes: [UInt8] = []
  private var isClosed = false

  /// Waits until there are bytes or there will be none.
  func take(atMost count: Int) -> [UInt8] {
    condition.lock()
    defer { condition.unlock() }
    while bytes.isEmpty && !isClosed { condition.wait() }
    let taken = Array(bytes.prefix(count))
    bytes.removeFirst(taken.count)
    condition.broadcast()
    return taken
  }

  /// Waits until there is room for the bytes; false where the pipe is closed.
  func put(_ new: [UInt8]) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while bytes.count + new.count > Self.byteCountMax && !isClosed { condition.wait() }
    guard !isClosed else { return false }
    bytes += new
    condition.broadcast()
    return true
  }

  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }
}
