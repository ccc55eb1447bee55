internal import FTPProtocol
internal import SystemCalls

/// Reads the lines of a listing: of MLSD, or of LIST, whose format is the server's own.
struct ListingReader {
  /// Reads LIST; nil for MLSD.
  private var parser: FTPListingParser?
  /// The last name that has a version, of which VMS lists the newest first.
  private var lastVersioned: [UInt8]?

  /// What reads lines of MLSD.
  static var facts: ListingReader { ListingReader(parser: nil) }

  /// What reads lines of LIST, of which those of the last year have no year.
  static var long: ListingReader {
    ListingReader(parser: FTPListingParser(now: FTPTime(seconds: RealTimeClock.now.seconds)))
  }

  private init(parser: FTPListingParser?) {
    self.parser = parser
  }

  /// Reads a line.
  ///
  /// - Parameter line: without its ending.
  /// - Returns: what it is, and those before it that it has explained.
  mutating func read(_ line: [UInt8]) -> [FTPListingLine] {
    guard parser != nil else { return [Self.factsLine(line)] }
    var lines: [FTPListingLine] = []
    parser?.parse(line, into: &lines)
    return lines.filter { isNewest($0) }
  }

  /// Ends the listing.
  ///
  /// - Returns: what was still to be explained.
  mutating func finish() -> [FTPListingLine] {
    var lines: [FTPListingLine] = []
    parser?.finish(into: &lines)
    return lines
  }

  private static func factsLine(_ line: [UInt8]) -> FTPListingLine {
    if line.isEmpty { return .remark }
    return FTPFacts(line).map { .entry(FTPRemoteEntry($0)) } ?? .unrecognized(line)
  }

  /// Whether it is no older version of the file before it: its name alone stands for the newest.
  private mutating func isNewest(_ line: FTPListingLine) -> Bool {
    guard case .entry(let entry) = line, entry.version != nil else { return true }
    defer { lastVersioned = entry.name }
    return entry.name != lastVersioned
  }
}
