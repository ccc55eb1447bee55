import EventLoops

/// A mirror from its start to its last line: a session that walks, and others that transfer what it
/// finds.
struct MirrorRun: Sendable {
  let session: RemoteSession
  let transfers: MirrorTransfers
  let filter: PathFilter
  let attempts: TransferAttempts
  /// How many sessions there are at most, from 1.
  let sessionsMax: Int

  private var report: MirrorReport { transfers.report }

  /// Mirrors.
  ///
  /// - Returns: `failed` where something could not be done, which was told.
  /// - Throws: where there is nothing to begin with, and cancellation.
  func run(on loops: [EventLoop]) async throws -> ExitStatus {
    let queue = MirrorQueue(capacity: MirrorLimits.pendingMax, workers: sessionsMax - 1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: loops[0]) { try await lead(queue, on: loops[0]) }
      for number in 1..<max(1, sessionsMax) {
        let loop = loops[number % loops.count]
        group.addTask(executorPreference: loop) { try await work(queue, on: loop) }
      }
      while try await group.next() != nil {}
    }
    return report.tally.failed == 0 ? .done : .failed
  }

  /// Walks, and does what is left.
  private func lead(_ queue: MirrorQueue, on loop: EventLoop) async throws {
    let steady = SteadySession(session, attempts, transfers.display, on: loop)
    var walk = MirrorWalk(transfers, filter, queue, steady)
    do { try await walk.run() } catch {
      await steady.leave()
      throw error
    }
    await steady.leave()
  }

  /// Transfers what is found, until all is done.
  ///
  /// Without a session of its own it leaves that to the others.
  private func work(_ queue: MirrorQueue, on loop: EventLoop) async throws {
    let steady = SteadySession(
      session,
      attempts,
      transfers.display,
      isDispensable: true,
      on: loop
    )
    while let job = try await queue.next() {
      do { try await transfers.perform(job, steady) } catch let failure as RemoteFailure {
        guard !Task.isCancelled else { throw failure }
        queue.retire(returning: job)
        report.warn("\(failure); going on with fewer sessions")
        return
      }
      queue.finishJob()
    }
    await steady.leave()
  }
}
