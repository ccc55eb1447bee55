/// Reads the lines of LIST, whose format is the server's own.
struct LongLineParser {
  /// What the next line says.
  ///
  /// - Parameter line: without its ending.
  /// - Returns: what it says.
  mutating func line(_ line: [UInt8]) -> ListingLine {
    .unreadable
  }
}
