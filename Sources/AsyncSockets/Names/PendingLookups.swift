internal import EventLoops
internal import Sockets
internal import Synchronization

/// Look-ups under way, each made once for all tasks that want its answer.
///
/// An answer is not kept: whoever asks after it has come asks anew.
final class PendingLookups<Query: Hashable & Sendable, Answer: Sendable>: Sendable {
  private struct Entry {
    let lookup: Lookup<Query, Answer>
    /// Who waits; nobody where all were cancelled, and the look-up had begun.
    ///
    /// Each is a task of the program's, which bounds them.
    var waiters: [Waiter<Result<Answer, SocketError>>]
  }

  private let pool: OffloadPool
  private let ask: @Sendable (Query) throws(SocketError) -> Answer
  private let entries = Mutex<[Query: Entry]>([:])

  /// Look-ups by a function that blocks, on the threads of a pool.
  init(
    on pool: OffloadPool,
    _ ask: @escaping @Sendable (Query) throws(SocketError) -> Answer
  ) {
    self.pool = pool
    self.ask = ask
  }

  /// The answer to a query, which may be another task's too.
  ///
  /// - Throws: what the function throws; `.cancelled` at once where the task is cancelled; `.busy`
  ///   where as many look-ups wait as may.
  func answer(to query: Query) async throws(SocketError) -> Answer {
    let waiter = Waiter<Result<Answer, SocketError>>()
    let cancelled = SocketError(.cancelled, operation: .resolve)
    let outcome = await waiter.wait(cancelled: .failure(cancelled)) {
      join(query, waiter)
    } leave: {
      self.leave(query, waiter)
    }
    return try outcome.get()
  }

  /// How many tasks wait for the answer.
  func waiterCount(of query: Query) -> Int {
    entries.withLock { $0[query]?.waiters.count ?? 0 }
  }

  /// Makes the look-up; called on a thread of the pool.
  fileprivate func outcome(of query: Query) -> Result<Answer, SocketError> {
    Result { () throws(SocketError) in try ask(query) }
  }

  /// Tells all that wait for the look-up.
  fileprivate func finish(_ query: Query, with outcome: Result<Answer, SocketError>) {
    let entry = entries.withLock { $0.removeValue(forKey: query) }
    for waiter in entry?.waiters ?? [] { waiter.give(outcome) }
  }

  private func join(_ query: Query, _ waiter: Waiter<Result<Answer, SocketError>>) {
    let begun = entries.withLock { entries -> Lookup<Query, Answer>? in
      guard entries[query] == nil else {
        entries[query]?.waiters.append(waiter)
        return nil
      }
      let lookup = Lookup(query, self)
      entries[query] = Entry(lookup: lookup, waiters: [waiter])
      return lookup
    }
    // Not under the lock: the pool may refuse it at once, which takes the lock.
    if let begun { pool.submit(begun) }
  }

  /// One task less waits; a look-up that nobody waits for is not made, unless it has begun.
  private func leave(_ query: Query, _ waiter: Waiter<Result<Answer, SocketError>>) {
    entries.withLock { entries in
      entries[query]?.waiters.removeAll { $0 === waiter }
      // Under the lock, so that nobody joins a look-up that was taken back.
      if let entry = entries[query], entry.waiters.isEmpty, pool.remove(entry.lookup) {
        entries[query] = nil
      }
    }
  }
}

/// One look-up, as the pool's job.
private final class Lookup<Query: Hashable & Sendable, Answer: Sendable>: OffloadJob {
  private let query: Query
  private let lookups: PendingLookups<Query, Answer>

  init(_ query: Query, _ lookups: PendingLookups<Query, Answer>) {
    self.query = query
    self.lookups = lookups
  }

  func perform() -> () -> Void {
    let outcome = lookups.outcome(of: query)
    return { self.lookups.finish(self.query, with: outcome) }
  }

  func refuse(_ reason: OffloadRefusal) {
    let code: SocketError.Code =
      switch reason {
      case .queueFull: .busy
      case .shutDown: .closed
      case .noThread(let errno): SocketError.Code(errno: errno)
      }
    lookups.finish(query, with: .failure(SocketError(code, operation: .resolve)))
  }
}
