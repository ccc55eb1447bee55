/// Something that an `OffloadPool` does.
package protocol OffloadJob: AnyObject, Sendable {
  /// Does it, on a thread of the pool.
  ///
  /// - Returns: what tells of it, called once the thread counts as free again: who is told may have
  ///   the next job for it.
  func perform() -> () -> Void

  /// Told in place of `perform`, on whatever thread: the job will not be done.
  func refuse(_ reason: OffloadRefusal)
}

/// A job that a task waits for.
final class OffloadCall<R: Sendable, E: Error>: OffloadJob {
  let waiter = Waiter<Result<R, OffloadError<E>>>()
  private let body: @Sendable () throws(E) -> R

  init(_ body: @escaping @Sendable () throws(E) -> R) {
    self.body = body
  }

  func perform() -> () -> Void {
    // Cancelled after it was taken from the queue, or before it came there.
    guard !waiter.isOver else { return {} }
    let result = Result(catching: body).mapError(OffloadError.failed)
    return { self.waiter.give(result) }
  }

  func refuse(_ reason: OffloadRefusal) {
    waiter.give(.failure(.refused(reason)))
  }
}
