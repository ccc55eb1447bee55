// The same for what programs mostly have at hand.
extension ByteStream where Self: ~Copyable {
  /// Writes all of an array; see `write(_:)` for spans.
  public borrowing func write(_ bytes: [UInt8]) async throws(Failure) {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    try await unsafe write(bytes.span.bytes)
  }

  /// Writes all of a text as UTF-8; see `write(_:)` for spans.
  public borrowing func write(_ text: String) async throws(Failure) {
    let bytes = text.utf8.span
    // SAFETY: a byte has no padding, so all of the text's memory is initialised.
    try await unsafe write(bytes.bytes)
  }

  /// Reads what is there into a new array, waiting until there is at least one byte.
  ///
  /// No memory is held while nothing comes, if the stream knows how to wait for bytes.
  ///
  /// - Parameter count: how many bytes at most. 0 or less reads nothing; more than
  ///   `ByteStreamLimits.readBytesMax` gives no more than that.
  /// - Returns: at least a byte. Nothing is the end of the stream, or a `count` of 0 or less.
  /// - Throws: what the stream throws.
  public borrowing func read(atMost count: Int) async throws(Failure) -> [UInt8] {
    guard count > 0 else { return [] }
    try await waitForBytes()
    var storage = ByteStorage(capacity: min(count, ByteStreamLimits.readBytesMax))
    _ = try await storage.read(from: self)
    return storage.array
  }
}
