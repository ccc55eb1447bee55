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

  @inlinable static var feed: UInt8 { 0x0A }
  @inlinable static var carriageReturn: UInt8 { 0x0D }
}
