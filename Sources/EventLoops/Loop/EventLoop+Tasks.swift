internal import CPlatform
internal import SystemCalls

extension EventLoop {
  /// Runs `body` on the loop's thread, and comes back to where the caller was.
  ///
  /// On the loop already, it is called at once. From elsewhere it costs two hops between threads,
  /// some 10 µs each. What it awaits resumes on the loop.
  ///
  /// - Parameter body: must not block. It belongs to no actor, wherever it is written.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  public func run<R: ~Copyable, E: Error>(
    _ body: sending @concurrent () async throws(E) -> R
  ) async throws(E) -> R {
    try await runOperation(body)
  }

  /// The same for operations of this package, whose bodies have parts of their callers in them:
  /// these wait meanwhile.
  ///
  /// - Parameter body: of no actor, as a closure is that is written in a function without one.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  package func runOperation<R: ~Copyable, E: Error>(
    _ body: @concurrent () async throws(E) -> R
  ) async throws(E) -> R {
    let isAtHome = isPreferredByTask
    if isAtHome, isRunningTask { return try await body() }
    // The standard function takes neither a typed error nor a result that cannot be copied.
    var result: Result<R, E>?
    await withTaskExecutorPreference(self) {
      result = await concurrently(on: self, body)
      // The runtime may let an actor go on in this job, on the loop's thread, for its next wait to
      // end in the global pool.
      if !isAtHome { leaveTask() }
    }
    guard let result else { preconditionFailure("the body ran") }
    return try result.get()
  }

  /// Sleeps until a moment, without a hop to another thread: on the loop's timer.
  ///
  /// - Parameter deadline: a moment in the past returns at once. It is never early, and a
  ///   millisecond late at most on a loop that nobody holds.
  /// - Throws: `.cancelled`, `.closed` where the loop ends; `.timedOut` where the deadline of
  ///   `withDeadline` is earlier.
  public func sleep(until deadline: Deadline) async throws(EventLoopError) {
    do throws(WaitFailure) {
      try await runOperation { () async throws(WaitFailure) in
        try await Registration(on: self).wait(until: deadline)
      }
    } catch {
      throw EventLoopError(error)
    }
  }

  /// Sleeps for a time; see ``sleep(until:)``.
  ///
  /// - Parameter duration: zero and less return at once.
  /// - Throws: as there.
  public func sleep(for duration: Duration) async throws(EventLoopError) {
    try await sleep(until: now.advanced(by: duration))
  }

  /// What the loop's clock shows.
  ///
  /// Deadlines are compared with it.
  public var now: Deadline {
    // SAFETY: any thread may read what never changes; a clock can be read by every thread.
    Deadline(nanoseconds: unsafe core.pointee.clock.nanoseconds)
  }
}

/// Leaves the caller's actor, if there is one, for the executor that its task prefers.
@concurrent
private func concurrently<R: ~Copyable, E: Error>(
  on loop: EventLoop,
  _ body: @concurrent () async throws(E) -> R
) async -> Result<R, E> {
  // On the loop's thread already, the runtime goes on in the job that runs, which may be of another
  // task (`Task.immediate`), or of an actor.
  if !loop.isRunningTask { await Task.yield() }
  // More than a check: with nothing between the hop to the loop and the call of `body`, the
  // optimiser (6.3.1) takes the hop out, as if `body` made one of its own.
  loop.checkIsRunningTask()
  do throws(E) { return .success(try await body()) } catch { return .failure(error) }
}

extension EventLoop {
  /// Whether the calling task is the one whose job the loop runs; see `Registration.isCurrent`.
  var isRunningTask: Bool {
    // SAFETY: addresses are compared, and the core is looked at on the loop's thread alone.
    unsafe isCurrent && UInt(bitPattern: cplatform_current_task()) == core.pointee.runningJob
  }

  /// Whether the calling task comes back to the loop wherever it waits: not where only its actor is
  /// pinned here.
  private var isPreferredByTask: Bool {
    // SAFETY: executors are compared; the task is the running one, and the loop lives.
    unsafe withUnsafeCurrentTask { task in
      unsafe task?.unownedTaskExecutor == asUnownedTaskExecutor()
    }
  }

  /// Says that what follows in the job that runs is not the loop's.
  private func leaveTask() {
    // SAFETY: the core is looked at on the loop's thread alone.
    if isCurrent { unsafe core.pointee.runningJob = 0 }
  }

  /// Stops the program where the runtime has not brought a task here that prefers the loop: what it
  /// would do next belongs to the loop's thread alone.
  @inline(never)
  fileprivate func checkIsRunningTask() {
    precondition(isRunningTask, "the task did not arrive at its event loop")
  }
}

extension EventLoopError {
  fileprivate init(_ failure: WaitFailure) {
    switch failure {
    case .cancelled: self = .cancelled
    case .closed, .busy: self = .closed
    case .timedOut: self = .timedOut
    case .system(let error): self = .system(error.rawValue)
    }
  }
}
