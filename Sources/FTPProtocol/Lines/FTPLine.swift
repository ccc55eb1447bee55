/// A line of a control connection, with what was wrong with it.
package enum FTPLine: Hashable, Sendable {
  /// The line without its ending.
  case text([UInt8])
  /// A line that held a NUL or a carriage return. It is dropped: who takes these for the end of a
  /// name, or of the line, and who does not would see different commands.
  case malformed
  /// A line beyond the limit, of which this is how it began. What is left of it is dropped as it
  /// comes, and nothing more is said of it.
  case tooLong(beginning: [UInt8])
}

/// What a decoder has found in the bytes that have come.
package enum FTPLineSearch: Hashable, Sendable {
  /// A line, which used up so many of the bytes. What lies behind them was not looked at.
  case found(FTPLine, consumedBytes: Int)
  /// No whole line. The bytes are used up: the decoder keeps what it needs of them.
  case needsMore
}
