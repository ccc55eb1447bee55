internal import FTPProtocol

extension FTPClient {
  /// Tells of a file or directory: MLST (RFC 3659 §7); where the server does not know it, SIZE and
  /// MDTM, and CWD, which tells directories.
  ///
  /// - Parameter path: what it is about; empty is the current directory.
  /// - Returns: what is known; the name is the last component of `path`.
  /// - Throws: `.refused` where there is no such file (`isNoSuchFile`).
  public func status(of path: FTPPath) async throws(FTPClientError) -> FTPEntry {
    try await perform { () async throws(FTPClientError) in
      if let entry = try await askFacts(path) { return entry }
      return try await probe(path)
    }
  }

  /// MLST; nil where the server does not know it.
  private func askFacts(_ path: FTPPath) async throws(FTPClientError) -> FTPEntry? {
    guard features.contains("MLST") else { return nil }
    guard let reply = try await ask(CommandLine("MLST", path)) else { return nil }
    // The facts are a line between the first and the last, with a space before it.
    for line in reply.lines.dropFirst().dropLast() {
      guard let facts = FTPFacts(replyLine: line) else { continue }
      var entry = FTPEntry(FTPRemoteEntry(facts))
      entry.name = path.lastComponent
      return entry
    }
    throw .protocolViolation("a reply to MLST without facts: \(FTPServerReply(reply))")
  }

  /// Finds out by commands that every server knows.
  func probe(_ path: FTPPath) async throws(FTPClientError) -> FTPEntry {
    var entry = FTPEntry(name: path.lastComponent)
    let refusal: FTPClientError
    do throws(FTPClientError) {
      guard let size = try await askSize(path) else {
        throw .unsupported("tell of a file (MLST, SIZE)")
      }
      entry.kind = .file
      entry.size = size
      entry.modified = try await askTimeIfTold(path)
      return entry
    } catch {
      switch error {
      case .refused, .unsupported: refusal = error
      default: throw error
      }
    }
    guard try await isDirectory(path) else { throw refusal }
    entry.kind = .directory
    entry.modified = try await askTimeIfTold(path)
    return entry
  }

  private func askTimeIfTold(_ path: FTPPath) async throws(FTPClientError) -> FTPFileTime? {
    do throws(FTPClientError) { return try await askTime(path) } catch {
      guard case .refused = error else { throw error }
      return nil
    }
  }

  /// Whether one can change into it; then back.
  private func isDirectory(_ path: FTPPath) async throws(FTPClientError) -> Bool {
    if path.isEmpty { return true }
    guard let current = try await require(CommandLine("PWD")).pathname else { return false }
    guard try await exchange(CommandLine("CWD", path)).code.isSuccess else { return false }
    try await require(CommandLine("CWD", current))
    return true
  }
}
