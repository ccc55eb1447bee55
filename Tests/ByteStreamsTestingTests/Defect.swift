import ByteStreams
import ByteStreamsTesting
import Testing

/// What is wrong with a stream, as what it does instead of what it should.
struct Defect: CustomTestStringConvertible, Sendable {
  typealias Failure = MemoryStreamError

  let name: String
  /// A promise that it breaks.
  let promise: ByteStreamPromise
  /// Whether a call waits for ever, so that only a limit of time ends the check.
  let hangs: Bool

  /// Reads into so much room.
  var read: @Sendable (BrokenStream, Int) async throws(Failure) -> [UInt8] = {
    (stream, room) async throws(Failure) in try await stream.base.read(atMost: room)
  }
  var write: @Sendable (BrokenStream, [UInt8]) async throws(Failure) -> Void = {
    (stream, bytes) async throws(Failure) in try await stream.base.write(bytes)
  }
  var writeAtOnce: @Sendable (BrokenStream, Int) throws(Failure) -> Int = { _, _ in 0 }
  var waitForBytes: @Sendable (BrokenStream) async throws(Failure) -> Void = {
    (stream) async throws(Failure) in try await stream.base.waitForBytes()
  }
  var finishWriting: @Sendable (BrokenStream) async throws(Failure) -> Void = {
    (stream) async throws(Failure) in try stream.base.finishWriting()
  }
  var close: @Sendable (BrokenStream) async -> Void = { stream in stream.base.close() }
  /// Whether a read takes away the last byte that is in the buffer.
  var overwritesTheBuffer = false
  /// How many bytes more than it gives a read tells.
  var countsTooMany = 0

  init(
    _ name: String,
    breaks promise: ByteStreamPromise,
    byHanging hangs: Bool = false,
    _ change: (inout Defect) -> Void
  ) {
    self.name = name
    self.promise = promise
    self.hangs = hangs
    change(&self)
  }

  var testDescription: String { name }
}

/// Waits, whatever is cancelled, for bytes that never come.
func waitForEver() async {
  let (first, second) = MemoryStream.pair()
  _ = await Task { try? await first.read(atMost: 1) }.value
  second.close()
}
