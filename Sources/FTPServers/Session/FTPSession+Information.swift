internal import Accounts
internal import FTPProtocol
internal import HomeDirectories
internal import SystemCalls

// What the client asks for on the control connection.
extension FTPSession {
  /// MLST.
  func facts(of path: [UInt8]) async throws -> FTPReply {
    let home = try home()
    let target = path.isEmpty ? directory : try resolve(path)
    let status = try await server.work.run { () throws(HomeError) in
      try home.status(of: target)
    }
    let formatter = formatter(.facts(state.facts), of: target.parent, home)
    let entry = formatter.entry(named: target.text, status, at: target)
    var line: [UInt8] = []
    guard entry.appendFacts(to: &line, selection: state.facts) else { return .nameNotAllowed }
    return .facts(line)
  }

  /// STAT of a path: as LIST, on the control connection.
  func status(of request: FTPListRequest) async throws -> FTPReply {
    let home = try home()
    let target = request.path.isEmpty ? directory : try resolve(request.path)
    let status = try await server.work.run { () throws(HomeError) in
      try home.status(of: target)
    }
    let formatter = formatter(.long, of: target, home, showsHidden: request.showsHidden)
    guard status.kind == .directory else {
      let entry = formatter.entry(named: request.path, status, at: target)
      return .status(ofPath: [longText(of: entry, formatter)], isDirectory: false)
    }
    let entries = try await server.work.run { () throws(HomeError) in
      let listing = try home.list(target)
      var entries: [HomeEntry] = []
      while entries.count <= FTPLimits.statusLinesMax {
        let more = try listing.next(atMost: HomeLimits.batchEntriesMax)
        guard !more.isEmpty else { break }
        entries += more
      }
      return entries
    }
    let shown = entries.filter { formatter.shows($0.name) }
    let lines = shown.map { entry in
      longText(
        of: formatter.entry(named: entry.name, entry.status, at: target),
        formatter
      )
    }
    return .status(ofPath: lines, isDirectory: true)
  }

  private func longText(of entry: FTPListEntry, _ formatter: ListingFormatter) -> [UInt8] {
    var line: [UInt8] = []
    entry.appendLongText(to: &line, now: formatter.now)
    return line
  }

  /// STAT: what the session is, and how far its transfer has come.
  func sessionStatus() -> FTPReply {
    var lines = [
      account.map { "Logged in as \($0.name.text)" } ?? "Not logged in",
      "Control connection is \(state.isEncrypted ? "encrypted" : "in the clear")",
      "Data connections are \(state.encryptsData ? "encrypted" : "in the clear")",
      "TYPE: \(state.type == .ascii ? "ASCII" : "Image"), STRU: File, MODE: Stream",
    ]
    if let transfer {
      let total = transfer.totalBytes.map { " of \($0)" } ?? ""
      lines.append("Transfer: \(transfer.bytes)\(total) bytes")
    } else {
      lines.append("No transfer")
    }
    return FTPReply(211, first: "Status:", inner: lines.map { Array($0.utf8) }, last: "End")
  }

  /// What writes entries of a directory for this client.
  func formatter(
    _ style: ListingFormatter.Style,
    of directory: HomePath,
    _ access: HomeAccess,
    showsHidden: Bool = false
  ) -> ListingFormatter {
    ListingFormatter(
      style: style,
      showsHidden: showsHidden,
      directory: directory,
      access: access,
      owner: Array((account?.name.text ?? "").utf8),
      now: FTPTime(seconds: RealTimeClock.now.seconds)
    )
  }
}
