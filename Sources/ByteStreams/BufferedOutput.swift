/// What a writer has been given and not yet written to its stream: all of a writer but the waiting.
struct BufferedOutput {
  /// What is to be written, fewer bytes than `capacity` between calls.
  private(set) var pending: [UInt8] = []
  private let capacity: Int

  /// Nothing is to be written yet.
  ///
  /// - Parameter bufferBytes: how many bytes are collected; the nearest size that a buffer can
  ///   have.
  init(bufferBytes: Int) {
    capacity = ByteStreamLimits.bufferBytes(nearest: bufferBytes)
  }

  /// Whether what is pending must be written before so many bytes are added.
  func mustFlush(before count: Int) -> Bool {
    count > capacity - pending.count && !pending.isEmpty
  }

  /// Adds bytes, if the buffer is for so few; else they are to be written as they are.
  ///
  /// - Returns: whether they were added.
  mutating func add(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount < capacity else { return false }
    pending.reserveCapacity(capacity)
    pending.append(bytes)
    return true
  }

  /// Forgets what was pending, as it was written.
  mutating func removeAll(keepingStorage: Bool) {
    pending.removeAll(keepingCapacity: keepingStorage)
  }
}
