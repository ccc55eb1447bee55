internal import Accounts
internal import FTPProtocol
internal import HomeDirectories
internal import SystemCalls

// The commands that use a data connection: what is refused is refused before it is made, or missed.
extension FTPSession {
  func performTransfer(_ command: FTPCommand) async throws {
    do {
      switch command {
      case .retr(let path): try await retrieve(path, command)
      case .stor, .appe, .stou: try await store(command)
      case .list(let request): try await list(request, command)
      case .nlst(let request): try await listNames(request, command)
      case .mlsd(let path): try await listFacts(path, command)
      default: break
      }
    } catch let error as HomeError {
      try await refuseTransfer(command, error.reply)
    } catch let error as ActionError {
      try await refuseTransfer(command, error.reply)
    } catch let error as FTPReply {
      try await refuseTransfer(command, error)
    }
  }

  /// A refused transfer has used up what was prepared for it, which stays open to the next.
  private func refuseTransfer(_ command: FTPCommand, _ reply: FTPReply) async throws {
    await refusedPreparation.drop()
    (refusedPreparation, preparation) = (preparation, .none)
    state.complete(command, with: reply.code)
    try await send(refuse(command, reply))
  }

  private func retrieve(_ path: [UInt8], _ command: FTPCommand) async throws {
    let (home, target, offset) = (try home(), try resolve(path), state.restartOffset)
    let file = try await server.work.run { () throws(HomeError) in
      try home.openForReading(target)
    }
    let size = file.status.size
    guard offset <= size else { throw FTPReply.restartBeyondEnd }
    let isText = state.type == .ascii
    let progress = progress(of: target, totalBytes: isText ? nil : size - offset)
    let sending = FileSending(
      file: file,
      offset: offset,
      isText: isText,
      progress: progress,
      rate: account?.downloadRate ?? settings.limits.downloadRate,
      work: server.work,
      loop: loop
    )
    let outcome = try await transfer(
      command,
      progress,
      opening: .opening(bytes: progress.totalBytes)
    ) { data in
      try await sending.send(over: data)
    }
    try await conclude(command, .download, progress, outcome)
  }

  private func list(_ request: FTPListRequest, _ command: FTPCommand) async throws {
    let home = try home()
    let target = request.path.isEmpty ? directory : try resolve(request.path)
    let status = try await server.work.run { () throws(HomeError) in
      try home.status(of: target)
    }
    let formatter = formatter(.long, of: target, home, showsHidden: request.showsHidden)
    if status.kind == .directory {
      return try await sendListing(of: target, home, formatter, nil, command)
    }
    var text: [UInt8] = []
    formatter.entry(named: request.path, status, at: target)
      .appendLongLine(to: &text, now: formatter.now)
    try await sendText(text, of: target, command)
  }

  private func listNames(_ request: FTPListRequest, _ command: FTPCommand) async throws {
    let home = try home()
    let pattern = FTPPathPattern(request.path)
    if pattern.isPattern, let glob = FTPGlob(pattern.last) {
      let target = pattern.directory.isEmpty ? directory : try resolve(pattern.directory)
      let showsHidden = pattern.last.first == UInt8(ascii: ".")
      let style = ListingFormatter.Style.names(prefix: pattern.directory)
      let formatter = formatter(style, of: target, home, showsHidden: showsHidden)
      return try await sendListing(of: target, home, formatter, glob, command)
    }
    let target = request.path.isEmpty ? directory : try resolve(request.path)
    let status = try await server.work.run { () throws(HomeError) in
      try home.status(of: target)
    }
    guard status.kind == .directory else {
      let formatter = formatter(.names(prefix: []), of: target, home)
      var text: [UInt8] = []
      formatter.entry(named: request.path, status, at: target).appendNameLine(to: &text)
      return try await sendText(text, of: target, command)
    }
    var prefix = request.path
    if !prefix.isEmpty, prefix.last != UInt8(ascii: "/") { prefix.append(UInt8(ascii: "/")) }
    let style = ListingFormatter.Style.names(prefix: prefix)
    let formatter = formatter(style, of: target, home, showsHidden: request.showsHidden)
    try await sendListing(of: target, home, formatter, nil, command)
  }

  private func listFacts(_ path: [UInt8], _ command: FTPCommand) async throws {
    let home = try home()
    let target = path.isEmpty ? directory : try resolve(path)
    let status = try await server.work.run { () throws(HomeError) in
      try home.status(of: target)
    }
    // A link that is seen as one leads nowhere.
    guard status.kind != .link else { throw FTPReply.noSuchFile }
    guard status.kind == .directory else { throw FTPReply.listNeedsDirectory }
    let formatter = formatter(.facts(state.facts), of: target, home)
    try await sendListing(of: target, home, formatter, nil, command)
  }

  private func sendListing(
    of target: HomePath,
    _ home: HomeAccess,
    _ formatter: ListingFormatter,
    _ glob: FTPGlob?,
    _ command: FTPCommand
  ) async throws {
    let listing = try await server.work.run { () throws(HomeError) in try home.list(target) }
    let progress = progress(of: target)
    let sending = ListingSending(
      listing: listing,
      formatter: formatter,
      glob: glob,
      matchesMax: settings.limits.matches,
      progress: progress,
      work: server.work
    )
    let outcome = try await transfer(command, progress, opening: .opening()) { data in
      try await sending.send(over: data)
    }
    try await conclude(command, .listing, progress, outcome)
  }

  private func sendText(
    _ text: [UInt8],
    of target: HomePath,
    _ command: FTPCommand
  ) async throws {
    let progress = progress(of: target)
    let sending = TextSending(text: text, progress: progress)
    let outcome = try await transfer(command, progress, opening: .opening()) { data in
      try await sending.send(over: data)
    }
    try await conclude(command, .listing, progress, outcome)
  }
}
