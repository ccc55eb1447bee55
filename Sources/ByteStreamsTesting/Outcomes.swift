/// What a call came to.
func outcome<R>(
  _ call: nonisolated(nonsending) () async throws -> R
) async -> Result<R, any Error> {
  do { return .success(try await call()) } catch { return .failure(error) }
}

/// Starts a call, which runs at once as far as it can, and does something else once it waits.
///
/// Where the call waits is not seen from outside. A stream that registers the wait in the task that
/// called it is waiting when `meanwhile` begins; with others it may not have begun, and what they
/// promise holds as well then.
///
/// - Parameters:
///   - isCancelled: whether the call's task is cancelled before the call.
///   - call: is made in a task of its own.
///   - meanwhile: is given what cancels the call.
/// - Returns: what the call came to.
/// - Throws: what `meanwhile` throws; the call is cancelled then.
func outcome<R: Sendable>(
  cancelledBefore isCancelled: Bool = false,
  of call: @escaping @Sendable () async throws -> R,
  while meanwhile: (_ cancel: () -> Void) async throws -> Void
) async throws -> Result<R, any Error> {
  try await withThrowingTaskGroup(of: Result<R, any Error>.self) { group in
    if isCancelled { group.cancelAll() }
    group.addImmediateTask { await outcome(call) }
    try await meanwhile { group.cancelAll() }
    for try await result in group { return result }
    throw CancellationError()
  }
}

/// Runs two things at the same time, the first as far as it can before the second begins.
///
/// - Throws: what the first of them throws that does; the other is cancelled then, because it may
///   wait for what will not come.
func concurrently(
  _ first: @escaping @Sendable () async throws -> Void,
  _ second: @escaping @Sendable () async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addImmediateTask { try await first() }
    group.addImmediateTask { try await second() }
    for try await _ in group {}
  }
}
