extension BufferedReader where Base: ~Copyable {
  /// Reads `count` bytes, waiting until they have come.
  ///
  /// Room is made as they arrive, so that a length which a peer has announced and does not send
  /// costs nothing; still, `count` bytes may end in memory, and what a peer may announce is for the
  /// caller to limit.
  ///
  /// - Parameter count: 0 or less reads nothing, also at the end of the stream.
  /// - Returns: `count` bytes.
  /// - Throws: `.stream`; `.endOfStream` with how many bytes there are instead. Both leave them
  ///   unread.
  public mutating func readExactly(_ count: Int) async throws(Failure) -> [UInt8] {
    try await stepping { input throws(BufferedInputFault) in try input.readExactly(count) }
  }

  /// Reads everything up to the end of the stream.
  ///
  /// - Parameter maximumBytes: how much is too much; exactly as many are given.
  /// - Returns: nothing at the end of the stream.
  /// - Throws: `.stream`; `.tooLong` as soon as there is a byte more. Both leave all unread.
  public mutating func readAll(maximumBytes: Int) async throws(Failure) -> [UInt8] {
    try await stepping { input throws(BufferedInputFault) in
      try input.readAll(maximumBytes: maximumBytes)
    }
  }
}
