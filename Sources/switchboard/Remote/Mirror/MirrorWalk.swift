import FTPClients

/// Walks over both ends, a folder at a time, and finds what is to be done.
///
/// Folders it makes itself, files it hands to the queue; what is to be removed it keeps for the
/// end.
struct MirrorWalk {
  /// A folder that is to be looked at.
  private struct Folder {
    var path: [UInt8]
    /// The folder that is mirrored is 1.
    var level: Int
    /// Whether the destination has it.
    var isThere: Bool
  }

  private struct Removal {
    var path: [UInt8]
    var isFolder: Bool
  }

  private let source: any MirrorTree
  private let destination: any MirrorTree
  private let filter: PathFilter
  private let queue: MirrorQueue
  private let transfers: MirrorTransfers
  private let session: SteadySession

  private var plan: MirrorPlan
  private var pending: [Folder] = []
  private var removals: [Removal] = []
  /// Whether all that the source has was seen: only then can it be known what it has not.
  private var isSourceWhole = true

  private var report: MirrorReport { transfers.report }

  /// - Parameters:
  ///   - transfers: knows both ends, and does what the queue's workers do not.
  ///   - filter: what is looked at.
  ///   - queue: takes the files.
  ///   - session: the walker's own.
  init(
    _ transfers: MirrorTransfers,
    _ filter: PathFilter,
    _ queue: MirrorQueue,
    _ session: SteadySession
  ) {
    let isFetching = transfers.plan.direction == .fetching
    source = isFetching ? transfers.remote : transfers.local
    destination = isFetching ? transfers.local : transfers.remote
    plan = transfers.plan
    self.transfers = transfers
    self.filter = filter
    self.queue = queue
    self.session = session
  }

  /// Walks, takes part in the transfers until all are done, and removes.
  ///
  /// - Throws: where the folders that were named cannot be looked at, where there is no session any
  ///   more, and cancellation. All else is told.
  mutating func run() async throws {
    try await begin()
    while let folder = pending.popLast() { try await walk(folder) }
    queue.finish()
    while let job = try await queue.next() {
      try await transfers.perform(job, session)
      queue.finishJob()
    }
    try await removeAll()
  }

  private mutating func begin() async throws {
    guard try await source.isThere(session) else {
      throw CommandFailure("\(source.description(of: [])): there is no such folder")
    }
    let isThere = try await destination.isThere(session)
    if !isThere {
      if !report.isDryRun { try await destination.makeFolder([], mode: nil, session) }
      report.made([])
    }
    pending = [Folder(path: [], level: 1, isThere: isThere)]
  }

  /// Looks at a folder.
  private mutating func walk(_ folder: Folder) async throws {
    guard let listing = try await listed(folder) else {
      isSourceWhole = false
      return
    }
    plan.showsHidden = listing.showsHidden
    var there: [MirrorEntry] = []
    if folder.isThere {
      do {
        let found = try await destination.list(folder.path, session)
        plan.serverKeepsTimes = found.keepsTimes
        there = found.entries
      } catch {
        return try tell(error, of: folder.path)
      }
    }
    // The last is looked at first: they come in order.
    let first = pending.count
    for (source, destination) in MirrorPairs(listing.entries, there) {
      guard let entry = source ?? destination else { continue }
      let path = MirrorPath.appending(entry.name, to: folder.path)
      guard filter.takes(path, isFolder: entry.kind == .folder) else { continue }
      // Where something else is at the destination, it may be what is left out.
      if let destination, destination.kind != entry.kind,
        !filter.takes(path, isFolder: destination.kind == .folder)
      {
        continue
      }
      if source == nil, isPart(entry.name, in: listing) { continue }
      try await visit(path, source, destination, listing, folder)
    }
    pending[first...].reverse()
  }

  /// Lists a folder of the source; nil where that fails, which is told.
  private mutating func listed(_ folder: Folder) async throws -> MirrorListing? {
    guard folder.level <= MirrorLimits.levelsMax else {
      report.failed(
        folder.path,
        "\(source.description(of: folder.path)): folders lie more than"
          + " \(MirrorLimits.levelsMax) deep"
      )
      return nil
    }
    let listing: MirrorListing
    do { listing = try await source.list(folder.path, session) } catch {
      if folder.path.isEmpty { throw error }
      try tell(error, of: folder.path)
      return nil
    }
    if !listing.isWhole {
      isSourceWhole = false
      report.failed(folder.path, fault(of: listing, folder))
    }
    return listing
  }

  private func fault(of listing: MirrorListing, _ folder: Folder) -> String {
    let place = source.description(of: folder.path)
    return listing.refusedCount > 0
      ? "\(place): \(listing.refusedCount) names are refused: they lead elsewhere"
      : "\(place): \(listing.unreadableCount) lines of the listing cannot be read"
  }

  /// Does what is to be done with a name.
  private mutating func visit(
    _ path: [UInt8],
    _ source: MirrorEntry?,
    _ destination: MirrorEntry?,
    _ listing: MirrorListing,
    _ folder: Folder
  ) async throws {
    let step = plan.step(from: source, to: destination)
    switch step {
    case .leave: if source?.kind == .file { report.left() }
    case .skip(let kind): report.skipped(path, kind)
    case .refuse(let kind): report.failed(path, obstacle(path, kind))
    case .enterFolder:
      pending.append(Folder(path: path, level: folder.level + 1, isThere: true))
    case .makeFolder: try await make(path, source?.mode, folder)
    case .remove: keep(Removal(path: path, isFolder: destination?.kind == .folder))
    case .replace:
      let removal = Removal(path: path, isFolder: destination?.kind == .folder)
      guard try await remove(removal) else { return }
      try await visit(path, source, nil, listing, folder)
    case .transfer, .examineTime, .examineContent:
      guard let source else { return }
      let part = MirrorPart.name(of: source.name) { listing.contains($0) }
      let job = MirrorJob(
        path: path,
        source: source,
        destination: destination,
        plan: plan,
        step: step,
        partName: part
      )
      try await hand(job)
    }
  }

  private func obstacle(_ path: [UInt8], _ kind: MirrorEntry.Kind) -> String {
    let what =
      switch kind {
      case .file: "a file"
      case .folder: "a folder"
      case .link: "a symbolic link"
      case .special: "something that is neither file nor folder"
      }
    let place = destination.description(of: path)
    return "\(place): is \(what), and none at the source: --delete replaces it"
  }

  private mutating func make(_ path: [UInt8], _ mode: UInt16?, _ folder: Folder) async throws {
    if !report.isDryRun {
      let mode = transfers.keepsModes ? mode : nil
      do { try await destination.makeFolder(path, mode: mode, session) } catch {
        return try tell(error, of: path)
      }
    }
    report.made(path)
    pending.append(Folder(path: path, level: folder.level + 1, isThere: false))
  }

  /// Hands a file over, or sees to it itself: a small one where the others have enough to do, and
  /// any where there are no others.
  private func hand(_ job: MirrorJob) async throws {
    if job.step == .transfer, report.isDryRun { return report.transferred(job.path, bytes: 0) }
    if queue.offerAtOnce(job) { return }
    if !job.isSmall, try await queue.offer(job) { return }
    try await transfers.perform(job, session)
  }

  /// Whether a name of this machine is that of the part of a file that the source has.
  private func isPart(_ name: [UInt8], in listing: MirrorListing) -> Bool {
    guard plan.direction == .fetching, let file = MirrorPart.file(of: name) else { return false }
    return listing.contains(file)
  }

  /// Tells an error that is of one name; there is no going on without a session.
  private func tell(_ error: any Error, of path: [UInt8]) throws {
    if let failure = error as? RemoteFailure, failure.isOfSession { throw failure }
    if Task.isCancelled { throw error }
    report.failed(path, String(describing: error))
  }
}

// What the source has not.
extension MirrorWalk {
  private mutating func keep(_ removal: Removal) {
    guard removals.count < MirrorLimits.removalsMax else {
      return report.warn(
        "more than \(MirrorLimits.removalsMax) names are to be removed: run it again for the rest"
      )
    }
    removals.append(removal)
  }

  private func removeAll() async throws {
    guard isSourceWhole else {
      if !removals.isEmpty {
        report.warn(
          "nothing is removed: not all of the source was seen, and what was not might be there"
        )
      }
      return
    }
    for removal in removals { _ = try await remove(removal) }
  }

  /// Removes a file, or a folder with what is in it.
  ///
  /// - Returns: whether nothing is there any more; what was left out stays.
  private func remove(_ removal: Removal) async throws -> Bool {
    if report.isDryRun {
      report.removed(removal.path, isFolder: removal.isFolder)
      return true
    }
    do {
      guard removal.isFolder else {
        try await destination.removeFile(removal.path, session)
        report.removed(removal.path, isFolder: false)
        return true
      }
      let (count, isGone) = try await destination.removeFolder(
        removal.path,
        except: filter,
        level: 1,
        session
      )
      if count > 0 { report.removed(removal.path, isFolder: true, count: count) }
      return isGone
    } catch {
      try tell(error, of: removal.path)
      return false
    }
  }
}
