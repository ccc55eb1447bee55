/// What ends a line.
public enum LineEnding: Hashable, Sendable, CaseIterable {
  /// A line feed, byte 10, as in files of Unix.
  case lineFeed
  /// A carriage return and a line feed, bytes 13 and 10, as in the protocols of the Internet.
  case carriageReturnLineFeed
  /// Either of them; written is the carriage return with the line feed.
  case either

  /// The bytes that are written.
  var bytes: [UInt8] {
    self == .lineFeed ? [Self.feed] : [Self.carriageReturn, Self.feed]
  }

  static let feed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
}

/// What a line may hold beside its ending.
public enum LineStrictness: Hashable, Sendable, CaseIterable {
  /// Neither a carriage return nor a line feed: one that does not belong to an ending is an error.
  ///
  /// Who reads it as an ending and who does not would see different lines in the same bytes.
  case strict
  /// Everything but the ending: bytes of another ending are content.
  case lenient
}

/// What becomes of bytes at the end of the stream that no ending follows.
public enum UnendedLine: Hashable, Sendable, CaseIterable {
  /// They are the error `.truncated`.
  case refused
  /// They are the last line.
  case given
}
