import ByteStreams
import Synchronization

/// A stream that notes what is asked of the one below, in order.
final class SpyStream: ByteStream, Sendable {
  typealias Failure = MemoryStreamError

  enum Call: Equatable, Sendable {
    case read(room: Int)
    case waitForBytes
    case write(Int)
    case finishWriting
    case close
    case expectHandshake(Bool)
  }

  private let base: MemoryStream
  private let noted = Mutex<[Call]>([])

  init(_ base: MemoryStream) {
    self.base = base
  }

  /// The calls since this was asked last.
  func takeCalls() -> [Call] {
    noted.withLock { noted in
      defer { noted = [] }
      return noted
    }
  }

  func read(into buffer: inout OutputRawSpan) async throws(MemoryStreamError) -> Int {
    note(.read(room: buffer.freeCapacity))
    return try await base.read(into: &buffer)
  }

  func waitForBytes() async throws(MemoryStreamError) {
    note(.waitForBytes)
    try await base.waitForBytes()
  }

  func write(_ bytes: RawSpan) async throws(MemoryStreamError) {
    note(.write(bytes.byteCount))
    try await base.write(bytes)
  }

  func finishWriting() async throws(MemoryStreamError) {
    note(.finishWriting)
    try base.finishWriting()
  }

  func close() async {
    note(.close)
    base.close()
  }

  func expectHandshake(_ isExpected: Bool) {
    note(.expectHandshake(isExpected))
  }

  private func note(_ call: Call) {
    noted.withLock { $0.append(call) }
  }
}
