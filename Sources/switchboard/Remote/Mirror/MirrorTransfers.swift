import FTPClients
import SystemCalls

/// Does what is to be done with single files: looks at them, fetches or stores them.
struct MirrorTransfers: Sendable {
  let plan: MirrorPlan
  let local: LocalTree
  let remote: RemoteTree
  let report: MirrorReport
  let display: TransferDisplay
  /// Whether permission bits are kept.
  let keepsModes: Bool
  /// Whether shorter, newer files of the server are gone on with.
  let isContinued: Bool

  /// Does a job, and tells what becomes of it.
  ///
  /// - Throws: `RemoteFailure` where there is no session to do it in, and cancellation. What is
  ///   wrong with this one file is told.
  func perform(_ job: MirrorJob, _ session: SteadySession) async throws {
    do { try await attempt(job, session) } catch {
      if let failure = error as? RemoteFailure, failure.isOfSession { throw failure }
      if Task.isCancelled { throw error }
      report.failed(job.path, String(describing: error))
    }
  }

  private func attempt(_ job: MirrorJob, _ session: SteadySession) async throws {
    var job = job
    if job.step == .examineTime { job = try await examined(job, session) }
    if job.step == .examineContent {
      job.step = try await hasSameContent(job, session) ? .leave : .transfer
    }
    switch job.step {
    case .leave: report.left()
    case .transfer where report.isDryRun: report.transferred(job.path, bytes: 0)
    case .transfer:
      let bytes =
        switch plan.direction {
        case .fetching: try await fetch(job, session)
        case .storing: try await store(job, session)
        }
      report.transferred(job.path, bytes: bytes)
    default: throw CommandFailure("\(remote.description(of: job.path)): is no file any more")
    }
  }

  /// Asks the server for what its listing does not tell, and decides again.
  private func examined(_ job: MirrorJob, _ session: SteadySession) async throws -> MirrorJob {
    let entry = try await session.run(for: remote.url(job.path)) { client, _ in
      MirrorEntry(try await client.status(of: remote.path(job.path)))
    }
    var job = job
    switch plan.direction {
    case .fetching: job.source = job.source.refined(by: entry)
    case .storing: job.destination = (job.destination ?? entry).refined(by: entry)
    }
    job.step = job.plan.step(from: job.source, to: job.destination, isExamined: true)
    return job
  }

  /// Compares the bytes.
  ///
  /// Where they are the same, the destination's file gets the source's time: the next run need not
  /// look at it.
  private func hasSameContent(_ job: MirrorJob, _ session: SteadySession) async throws -> Bool {
    try await session.run(for: remote.url(job.path)) { client, _ in
      let path = remote.path(job.path)
      let file = try LocalFile(at: local.place(job.path))
      guard try await ContentComparison.isSame(path, client, as: file) else { return false }
      if let time = job.source.time, let other = job.destination?.time, !time.agrees(with: other),
        !report.isDryRun
      {
        try await setTime(time, of: job, client, file)
      }
      return true
    }
  }

  private func setTime(
    _ time: MirrorTime,
    of job: MirrorJob,
    _ client: FTPClient,
    _ file: borrowing LocalFile
  ) async throws {
    switch plan.direction {
    case .fetching:
      do throws(Errno) {
        try System.utimensat(file.descriptor, modified: FileTime(seconds: time.seconds))
      } catch {
        throw CommandFailure("\(local.description(of: job.path)): \(error.description)")
      }
    case .storing:
      let moment = FTPFileTime(seconds: time.seconds)
      do throws(FTPClientError) {
        try await client.setModificationTime(of: remote.path(job.path), to: moment)
      } catch {
        guard error.isRefusal else { throw error }
      }
    }
  }
}

extension MirrorTransfers {
  /// Fetches a file.
  ///
  /// - Returns: how many bytes have come.
  private func fetch(_ job: MirrorJob, _ session: SteadySession) async throws -> Int64 {
    let url = remote.url(job.path)
    return try await session.run(for: url) { client, progress in
      let entry = try await current(job, client, progress)
      let expected = (entry.size, entry.time.map { FileTime(seconds: $0.seconds) })
      let part = try PartFile(of: local.place(job.path), named: job.partName, expecting: expected)
      let fetch = FileFetch(
        url: url,
        size: entry.size,
        modified: expected.1,
        mode: keepsModes ? entry.mode.map { $0 & 0o777 } : nil,
        shown: display.begin(url, named: job.path, of: entry.size, from: part.size)
      )
      try await fetch.run(client, into: part, progress)
      return progress.allBytes
    }
  }

  /// What the server has: as it was listed, if that says it exactly, and a moment ago.
  private func current(
    _ job: MirrorJob,
    _ client: FTPClient,
    _ progress: TransferProgress
  ) async throws -> MirrorEntry {
    if progress.attempt == 1, job.source.isExact { return job.source }
    let entry = MirrorEntry(try await client.status(of: remote.path(job.path)))
    guard entry.kind == .file else {
      throw CommandFailure("\(remote.description(of: job.path)): is no file any more")
    }
    return job.source.refined(by: entry)
  }

  /// Stores a file.
  ///
  /// - Returns: how many bytes have gone.
  private func store(_ job: MirrorJob, _ session: SteadySession) async throws -> Int64 {
    let url = remote.url(job.path)
    var first: (size: Int64, modified: FileTime)?
    return try await session.run(for: url) { client, progress in
      let file = try LocalFile(at: local.place(job.path))
      let isSame = first.map { $0 == (file.size, file.modified) } ?? true
      first = (file.size, file.modified)
      let offset = isSame ? try await start(job, file, client, progress) : 0
      let store = FileStore(
        url: url,
        keepsMode: keepsModes,
        shown: display.begin(url, named: job.path, of: file.size, from: offset)
      )
      let outcome = try await store.run(client, file, from: offset, progress)
      warn(of: outcome)
      return progress.allBytes
    }
  }

  /// Where an upload begins.
  private func start(
    _ job: MirrorJob,
    _ file: borrowing LocalFile,
    _ client: FTPClient,
    _ progress: TransferProgress
  ) async throws(FTPClientError) -> Int64 {
    let listed = job.destination.map {
      UploadStart.Found(size: $0.size, modified: $0.time?.seconds)
    }
    let start = UploadStart(
      size: file.size,
      modified: file.modified.seconds,
      listed: listed,
      sent: progress.sent,
      isContinued: isContinued
    )
    // Most files are small and new, and nobody has begun them: a question each would take longer.
    let isWorthAsking =
      progress.attempt > 1
      || (file.size >= MirrorLimits.resumedBytesMin && (listed == nil || isContinued))
    guard isWorthAsking else { return 0 }
    let path = remote.path(job.path)
    var found = UploadStart.Found()
    do throws(FTPClientError) {
      found.size = try await client.size(of: path)
      if progress.sent == 0 { found.modified = try await client.modificationTime(of: path).seconds }
    } catch {
      guard error.isRefusal else { throw error }
    }
    return start.offset(found)
  }

  private func warn(of outcome: FileStore.Outcome) {
    if !outcome.hasTime {
      report.warn(
        "\(remote.root): the server does not set times: it has those of the uploads, which"
          + " --newer compares"
      )
    }
    if !outcome.hasMode {
      report.warn("\(remote.root): the server does not set permission bits")
    }
  }
}

extension MirrorEntry {
  /// The same with what is known of it better.
  func refined(by entry: MirrorEntry) -> MirrorEntry {
    var result = entry
    result.name = name
    result.size = entry.size ?? size
    result.time = entry.time ?? time
    result.mode = entry.mode ?? mode
    return result
  }
}
