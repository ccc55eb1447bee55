/// A session as a row of the list.
enum SessionRow {
  /// What the cells are.
  static let columns = [
    "ID", "USER", "PEER", "TLS", "DOES", "PATH", "BYTES", "OF", "RATE", "SECONDS",
  ]

  /// The cells of a session.
  ///
  /// - Parameters:
  ///   - session: as it is now.
  ///   - last: as it was when it was looked at last: the rate is since then; nil is that of the
  ///     whole transfer.
  /// - Returns: a text for each column.
  static func cells(of session: SessionReport, since last: SessionReport?) -> [String] {
    [
      String(session.id),
      session.user ?? "-",
      session.peer ?? "-",
      session.isEncrypted ? "yes" : "no",
      session.activity ?? "idle",
      session.path ?? "-",
      session.path == nil ? "-" : String(session.bytes),
      session.totalBytes.map(String.init) ?? "-",
      rate(of: session, since: last).map { "\($0)" } ?? "-",
      String(Int64(session.seconds)),
    ]
  }

  /// Bytes a second; nil without a transfer.
  private static func rate(of session: SessionReport, since last: SessionReport?) -> Int64? {
    guard session.path != nil else { return nil }
    var (bytes, seconds) = (session.bytes, session.seconds)
    if let last, last.path == session.path, last.seconds < seconds, last.bytes <= bytes {
      bytes -= last.bytes
      seconds -= last.seconds
    }
    return seconds > 0 ? Int64(clamping: Int128(Double(bytes) / seconds)) : 0
  }
}
