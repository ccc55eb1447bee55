/// What is in a directory.
public struct FTPListing: Hashable, Sendable {
  /// The files, in the server's order; neither the directory itself nor the one above.
  public var entries: [FTPEntry]
  /// What was counted.
  public var summary: FTPListingSummary

  /// These files.
  public init(entries: [FTPEntry], summary: FTPListingSummary) {
    self.entries = entries
    self.summary = summary
  }
}

/// What was counted in a listing.
public struct FTPListingSummary: Hashable, Sendable {
  /// Entries that were handed out.
  public var entryCount = 0
  /// Entries that were left out for their names, which lead out of the directory
  /// (`FTPUnsafeNames`).
  public var unsafeNameCount = 0
  /// Lines that could not be read.
  public var unreadableLineCount = 0

  /// Nothing was counted.
  public init() {}
}
