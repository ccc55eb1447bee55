extension BufferedReader where Base: ~Copyable {
  /// Reads through the next `delimiter`, waiting until it has come.
  ///
  /// - Parameters:
  ///   - delimiter: at least a byte, or the program ends.
  ///   - maximumBytes: how many bytes, with the delimiter, are allowed; the buffer may grow to
  ///     them.
  /// - Returns: the bytes with the delimiter; nil at the end of the stream.
  /// - Throws: `.stream`; `.tooLong` where as many bytes hold no whole delimiter; `.endOfStream`
  ///   where there are bytes and then the end. All leave the bytes unread.
  public mutating func readThrough(
    _ delimiter: [UInt8],
    maximumBytes: Int = ByteStreamLimits.lineBytesDefault
  ) async throws(Failure) -> [UInt8]? {
    try await stepping { input throws(BufferedInputFault) in
      try input.readThrough(delimiter, maximumBytes)
    }
  }

  /// Reads a line, waiting until its LF has come.
  ///
  /// - Parameters:
  ///   - maximumBytes: how many bytes, with LF and CR, are allowed; the buffer may grow to them.
  ///   - carriageReturn: what becomes of a CR before the LF.
  /// - Returns: the line without its ending, so an empty line is an empty array; nil at the end of
  ///   the stream. Bytes before the end of the stream are a last line, though no LF ends them.
  /// - Throws: `.stream`; `.tooLong` where as many bytes hold no LF. Both leave the bytes unread:
  ///   `skipLine` gets over a line that is too long.
  public mutating func readLine(
    maximumBytes: Int = ByteStreamLimits.lineBytesDefault,
    carriageReturn: CarriageReturn = .dropped
  ) async throws(Failure) -> [UInt8]? {
    try await stepping { input throws(BufferedInputFault) in
      try input.readLine(maximumBytes, carriageReturn)
    }
  }

  /// Reads a line as `readLine` and decodes it as UTF-8.
  ///
  /// - Parameters:
  ///   - maximumBytes: as for `readLine`: bytes, not characters.
  ///   - carriageReturn: as for `readLine`.
  ///   - malformed: what becomes of bytes that are not UTF-8.
  /// - Returns: as `readLine`: the line without its ending; nil at the end of the stream.
  /// - Throws: as `readLine`; `.malformedText`, which leaves the line unread.
  public mutating func readLineText(
    maximumBytes: Int = ByteStreamLimits.lineBytesDefault,
    carriageReturn: CarriageReturn = .dropped,
    malformed: MalformedText = .refused
  ) async throws(Failure) -> String? {
    try await stepping { input throws(BufferedInputFault) in
      try input.readLineText(maximumBytes, carriageReturn, malformed)
    }
  }

  /// Drops everything through the next LF, or to the end of the stream.
  ///
  /// It may be as much as it likes: the buffer does not grow.
  ///
  /// - Returns: whether there was an LF; else it is the end of the stream.
  /// - Throws: `.stream`. What was dropped is gone then, and the same call goes on with the rest.
  public mutating func skipLine() async throws(Failure) -> Bool {
    try await stepping { input throws(BufferedInputFault) in input.skipLine() }
  }
}
