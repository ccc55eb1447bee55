/// Why a job of an `OffloadPool` has no result.
public enum OffloadError<Failure: Error>: Error {
  /// What the job itself threw.
  case failed(Failure)
  /// The task that waited was cancelled.
  case cancelled
  /// The pool did not take the job, or gave it back before it began.
  case refused(OffloadRefusal)
}

extension OffloadError: Equatable where Failure: Equatable {}

/// Why an `OffloadPool` does not do a job.
public enum OffloadRefusal: Hashable, Sendable {
  /// All threads are busy, and as many jobs wait as may.
  case queueFull
  /// The pool was shut down.
  case shutDown
  /// There is no thread, and the system allows none: the code of pthread_create(3).
  case noThread(errno: Int32)
}
