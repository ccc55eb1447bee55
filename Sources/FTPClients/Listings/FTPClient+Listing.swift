internal import FTPProtocol

extension FTPClient {
  /// Tells what is in a directory: MLSD (RFC 3659 §7), or LIST where the server does not know it.
  ///
  /// - Parameter path: the directory; empty is the current one.
  /// - Returns: all of it, in memory; the other `list` needs none.
  /// - Throws: `.refused` where there is no such directory; `.tooMuch` beyond the limits; as
  ///   `download`.
  public func list(_ path: FTPPath = "") async throws(FTPClientError) -> FTPListing {
    var entries: [FTPEntry] = []
    let summary = try await list(path) { entry in entries.append(entry) }
    return FTPListing(entries: entries, summary: summary)
  }

  /// Tells what is in a directory, one entry after the other as they come.
  ///
  /// - Parameters:
  ///   - path: the directory; empty is the current one.
  ///   - body: is given each entry. Where it throws, the listing is given up.
  /// - Returns: what was counted.
  /// - Throws: as the other `list`; `.handler` with what `body` has thrown.
  @discardableResult
  public func list(
    _ path: FTPPath = "",
    _ body: (FTPEntry) async throws -> Void
  ) async throws(FTPClientError) -> FTPListingSummary {
    try await perform { () async throws(FTPClientError) in
      if let summary = try await listFacts(path, body) { return summary }
      return try await listLong(path, body)
    }
  }

  /// MLSD; nil where the server does not know it.
  private func listFacts(
    _ path: FTPPath,
    _ body: (FTPEntry) async throws -> Void
  ) async throws(FTPClientError) -> FTPListingSummary? {
    guard features.contains("MLST"), !unknownVerbs.contains("MLSD") else { return nil }
    let line = try CommandLine("MLSD", path)
    do throws(FTPClientError) {
      return try await list(line, .facts, body)
    } catch {
      guard case .refused(_, let code, _) = error, [500, 502, 504].contains(code) else {
        throw error
      }
      unknownVerbs.insert("MLSD")
      return nil
    }
  }

  /// LIST.
  ///
  /// Some servers answer it with nothing where there is no such directory: where nothing comes it
  /// is asked for in other words.
  private func listLong(
    _ path: FTPPath,
    _ body: (FTPEntry) async throws -> Void
  ) async throws(FTPClientError) -> FTPListingSummary {
    // What begins with a hyphen would be taken for options.
    let isLikeOption = path.bytes.first == UInt8(ascii: "-")
    let line = try CommandLine("LIST", isLikeOption ? FTPPath(".").appending(path) : path)
    let summary = try await list(line, .long, body)
    if summary == FTPListingSummary(), !path.isEmpty { _ = try await probe(path) }
    return summary
  }

  private func list(
    _ line: CommandLine,
    _ reader: ListingReader,
    _ body: (FTPEntry) async throws -> Void
  ) async throws(FTPClientError) -> FTPListingSummary {
    var reader = reader
    var summary = FTPListingSummary()
    try await receiveLines(line) { bytes throws(FTPClientError) in
      for line in reader.read(bytes) { try await handOut(line, &summary, body) }
    }
    for line in reader.finish() { try await handOut(line, &summary, body) }
    return summary
  }

  /// Counts a line, and hands out the entry that it is.
  private func handOut(
    _ line: FTPListingLine,
    _ summary: inout FTPListingSummary,
    _ body: (FTPEntry) async throws -> Void
  ) async throws(FTPClientError) {
    switch line {
    case .remark: break
    case .unrecognized: summary.unreadableLineCount += 1
    case .entry(let remote):
      // The directory itself, and the one above.
      guard remote.role == .entry else { return }
      let entry = FTPEntry(remote)
      guard try isSafe(entry.name) else {
        summary.unsafeNameCount += 1
        return
      }
      summary.entryCount += 1
      do { try await body(entry) } catch { throw .handler(error) }
    }
  }

  /// Whether a name may be handed out.
  ///
  /// - Throws: `.unsafeName` where it may not, and the configuration refuses such listings.
  private func isSafe(_ name: FTPPath) throws(FTPClientError) -> Bool {
    if name.isPlainName { return true }
    if configuration.unsafeNames == .refused { throw .unsafeName(name) }
    return false
  }

  /// Does a listing, and hands out its lines.
  private func receiveLines(
    _ line: CommandLine,
    _ body: ([UInt8]) async throws(FTPClientError) -> Void
  ) async throws(FTPClientError) {
    let limits = configuration.limits
    var cutter = LineCutter(bytesMax: limits.listingLineBytesMax)
    var byteCount: Int64 = 0
    var lineCount = 0
    func count(_ line: [UInt8]) async throws(FTPClientError) {
      lineCount += 1
      guard lineCount <= limits.listingEntriesMax else {
        throw .tooMuch("\(limits.listingEntriesMax) entries")
      }
      try await body(line)
    }
    _ = try await receive(line) { piece throws(FTPClientError) in
      byteCount += Int64(piece.byteCount)
      guard byteCount <= limits.listingBytesMax else {
        throw .tooMuch("\(limits.listingBytesMax) bytes")
      }
      try await cutter.take(piece, count)
    }
    try await cutter.finish(count)
  }
}

extension FTPClient {
  /// Tells the names of what is in a directory: NLST.
  ///
  /// - Parameter path: the directory, or a pattern of names where the server knows such; empty is
  ///   the current one.
  /// - Returns: the names, without a path. Those that lead out of the directory are treated as in
  ///   `list`.
  /// - Throws: as `list`. Some servers refuse with 550 where there is nothing.
  public func names(_ path: FTPPath = "") async throws(FTPClientError) -> [FTPPath] {
    try await perform { () async throws(FTPClientError) in
      let line = try CommandLine("NLST", path)
      var names: [FTPPath] = []
      try await receiveLines(line) { bytes throws(FTPClientError) in
        let name = Self.name(bytes, in: path)
        if bytes.isEmpty || name.bytes == FTPPath.dot || name.bytes == FTPPath.dot + FTPPath.dot {
          return
        }
        if try isSafe(name) { names.append(name) }
      }
      return names
    }
  }

  /// A name without the path that was asked for, which servers put before it.
  private static func name(_ bytes: [UInt8], in path: FTPPath) -> FTPPath {
    let folder = path.appending("").bytes
    guard !folder.isEmpty, bytes.starts(with: folder) else { return FTPPath(bytes: bytes) }
    return FTPPath(bytes: Array(bytes.dropFirst(folder.count)))
  }
}
