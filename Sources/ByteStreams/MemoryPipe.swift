import Synchronization

/// One direction of a connection in memory: what waits for its state to change, and is woken.
final class MemoryPipe: Sendable {
  private let state: Mutex<MemoryPipeState>

  /// An empty pipe.
  init(capacityBytes: Int, chunking: MemoryStream.Chunking) {
    state = Mutex(
      MemoryPipeState(
        capacityBytes: ByteStreamLimits.bufferBytes(nearest: capacityBytes),
        chunking: chunking
      )
    )
  }

  func read(into output: inout OutputRawSpan) async throws(MemoryStreamError) -> Int {
    guard !output.isFull else { return 0 }
    try begin(.reading)
    defer { end(.reading) }
    while mustWait(.reading) { try await wait(.reading) }
    var result: Result<Int, MemoryStreamError> = .success(0)
    update { state in result = state.take(into: &output) }
    return try result.get()
  }

  func waitForBytes() async throws(MemoryStreamError) {
    try begin(.reading)
    defer { end(.reading) }
    while mustWait(.reading) { try await wait(.reading) }
  }

  func write(_ bytes: RawSpan) async throws(MemoryStreamError) {
    guard !bytes.isEmpty else { return }
    try begin(.writing)
    defer { end(.writing) }
    var written = 0
    while written < bytes.byteCount {
      do throws(MemoryStreamError) {
        while mustWait(.writing) { try await wait(.writing) }
        var result: Result<Int, MemoryStreamError> = .success(0)
        update { state in result = state.put(bytes.extracting(droppingFirst: written)) }
        written += try result.get()
      } catch {
        throw MemoryStreamError(error.cause, transferredBytes: written)
      }
    }
  }

  func finishWriting() throws(MemoryStreamError) {
    guard !state.withLock({ state in state.writing.failure == .peerClosed }) else { return }
    try begin(.writing)
    update { state in state.writingHasEnded = true }
    end(.writing)
  }

  func closeReading() {
    update { state in
      state.reading.fail(.closed)
      state.writing.fail(.peerClosed)
      state.dropAll()
    }
  }

  func closeWriting() {
    update { state in
      state.writing.fail(.closed)
      state.writingHasEnded = true
    }
  }

  /// Breaks off from one of the sides.
  func reset(from side: MemoryPipeSide) {
    update { state in
      state[side].fail(.closed)
      state[side.other].fail(.reset)
      state.dropAll()
    }
  }

  /// Nil as a cause is the end.
  func limitReads(to count: Int, then cause: MemoryStreamError.Cause?) {
    update { state in state.reading.limit = .init(bytesLeft: max(0, count), cause: cause) }
  }

  func limitWrites(to count: Int, then cause: MemoryStreamError.Cause) {
    update { state in state.writing.limit = .init(bytesLeft: max(0, count), cause: cause) }
  }

  /// Takes a side for one call.
  private func begin(_ side: MemoryPipeSide) throws(MemoryStreamError) {
    try state.withLock { state throws(MemoryStreamError) in try state[side].begin() }
  }

  private func end(_ side: MemoryPipeSide) {
    state.withLock { state in state[side].isInUse = false }
  }

  private func mustWait(_ side: MemoryPipeSide) -> Bool {
    state.withLock { state in state.mustWait(side) }
  }

  /// Waits until a side need not wait any more.
  private func wait(_ side: MemoryPipeSide) async throws(MemoryStreamError) {
    guard !Task.isCancelled else { throw MemoryStreamError(.cancelled) }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        update { state in state[side].waiter = continuation }
      }
    } onCancel: {
      update { state in state[side].isCancelled = true }
    }
    state.withLock { state in state[side].isCancelled = false }
  }

  /// Changes the state, and wakes whoever need not wait any more.
  ///
  /// The tasks are woken after the lock was given back, as their executor may be anything.
  private func update(_ change: (inout MemoryPipeState) -> Void) {
    let woken = state.withLock { state in
      change(&state)
      return state.takeWaiters()
    }
    woken.reader?.resume()
    woken.writer?.resume()
  }
}
