public import Synchronization

/// Runs `body` with a deadline for everything in it that waits on an event loop: each wait that
/// reaches the deadline throws `.timedOut`, as if the deadline had been given to it.
///
/// Tasks that `body` starts have it too, and keep it when `body` is over, but for those of
/// `Task.detached`. A nested deadline can only be earlier: the
/// outer one still counts. What does not wait is not interrupted, and neither is what waits
/// elsewhere, as for another actor. Of the deadline and a cancellation whichever comes first
/// counts.
///
/// - Parameters:
///   - deadline: when waits end.
///   - body: what is to be done until then.
/// - Returns: what `body` returns.
/// - Throws: what `body` throws.
public func withDeadline<R, E: Error>(
  _ deadline: Deadline,
  _ body: () async throws(E) -> R
) async throws(E) -> R {
  let end = min(deadline, Deadline.ofTask)
  DeadlineScopes.enter()
  // The binding erases the type of the error.
  let result = await Deadline.$ofTask.withValue(end) { () async -> Result<R, E> in
    do throws(E) { return .success(try await body()) } catch { return .failure(error) }
  }
  return try result.get()
}

/// Runs `body` with a deadline that is so far away from now; see ``withDeadline(_:_:)``.
///
/// - Parameters:
///   - timeout: how long waits may go on from now, all together; not negative.
///   - body: what is to be done until then.
/// - Returns: what `body` returns.
/// - Throws: what `body` throws.
public func withTimeout<R, E: Error>(
  _ timeout: Duration,
  _ body: () async throws(E) -> R
) async throws(E) -> R {
  try await withDeadline(.after(timeout), body)
}

/// Whether there was a `withDeadline` in the process.
///
/// Only then does a wait look for its task's deadline, which takes some 60 instructions.
@usableFromInline
package enum DeadlineScopes {
  @usableFromInline package static let hasBegun = Atomic(false)

  /// Whether there was one.
  ///
  /// A task that is in one sees it, as it has entered it itself or was started by one that has.
  @inlinable @inline(__always)
  package static var exist: Bool { hasBegun.load(ordering: .relaxed) }

  static func enter() {
    if !exist { hasBegun.store(true, ordering: .relaxed) }
  }
}
