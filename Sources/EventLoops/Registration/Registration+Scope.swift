extension Registration {
  /// Runs `body` with one cancellation handler for all waits of this task on the descriptor, where
  /// each would need one of its own otherwise: that is a fifth of an echoed request.
  ///
  /// Scopes of one descriptor do not nest: an inner one, or one of a second task, changes nothing,
  /// and its waits have handlers of their own.
  ///
  /// - Parameter body: runs on the loop, where the caller is as well.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  package func withScope<R, E: Error>(
    _ body: () async throws(E) -> R
  ) async throws(E) -> R {
    // SAFETY: this is the loop's thread, all along: a task resumes where it has waited.
    guard unsafe slot.pointee.scopeTask == 0 else { return try await body() }
    openScope()
    let number = unsafe slot.pointee.scopes
    let reference = unsafe SlotReference(loop, slot)
    // The handler's function erases the type of the error.
    let result = await withTaskCancellationHandler { () async -> Result<R, E> in
      do throws(E) { return .success(try await body()) } catch { return .failure(error) }
    } onCancel: {
      reference.cancelScope(number)
    }
    closeScope()
    return try result.get()
  }

  /// Begins a scope of the calling task, whose cancellation the caller hands on to it: for who has
  /// a handler anyway, as each function around what a connection waits in costs its memory.
  package func openScope() {
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.scopeTask = LoopCore.addressOfCurrentTask
    unsafe slot.pointee.scopes &+= 1
  }

  /// Ends the waits of the scope's task, and lets it begin no other.
  package func cancelScope() {
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.cancelScope()
  }

  /// Ends the scope that `openScope` has begun.
  package func closeScope() {
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.scopeTask = 0
    unsafe slot.pointee.isCancelled = false
  }

  /// Whether the running task is the one that has the scope.
  ///
  /// A task that runs within a job of an actor is not recognised: its waits have handlers of their
  /// own, as everywhere else.
  @inlinable @inline(__always)
  package var isInScope: Bool {
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.scopeTask == core.pointee.runningJob && slot.pointee.scopeTask != 0
  }
}
