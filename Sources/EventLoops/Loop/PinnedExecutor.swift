/// An event loop as the executor of actors that are pinned to it; see
/// ``EventLoop/unownedExecutor``.
///
/// A type of its own, because a loop runs its tasks' jobs and its actors' jobs in different ways.
final class PinnedExecutor: SerialExecutor {
  // SAFETY: unowned, because the loop owns this value; who has an executor has its loop as well.
  private unowned(unsafe) let loop: EventLoop

  init(_ loop: EventLoop) {
    // SAFETY: as said at the property.
    unsafe self.loop = loop
  }

  /// Runs a job of an actor on the loop: called by Swift's runtime.
  func enqueue(_ job: consuming ExecutorJob) {
    // SAFETY: the loop lives as long as this value.
    unsafe loop.enqueue(LoopJob(job: UnownedJob(job), isPinned: true))
  }

  /// Whether the calling code runs on the loop's thread.
  func isIsolatingCurrentContext() -> Bool? {
    // SAFETY: as above.
    unsafe loop.isCurrent
  }

  /// Stops the program where the calling code does not run on the loop's thread.
  func checkIsolated() {
    // SAFETY: as above.
    precondition(unsafe loop.isCurrent, "this is not the thread of the event loop")
  }
}
