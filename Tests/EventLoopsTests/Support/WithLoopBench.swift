import EventLoops
import TestSupport

/// Runs `body` with a loop that knows no time and no readiness but the test's.
func withLoopBench<R>(
  _ body: nonisolated(nonsending) (LoopBench) async throws -> R
) async throws -> R {
  let (clock, poller) = (ManualClock(), ScriptedPoller())
  return try await withEventLoop(clock: clock, poller: poller) { loop in
    try await body(LoopBench(loop: loop, clock: clock, poller: poller))
  }
}

/// A task on a loop whose end the test can look at.
func start<R: Sendable>(
  on loop: EventLoop,
  _ body: @escaping @Sendable () async -> R
) -> (task: Task<Void, Never>, result: Note<R?>) {
  let result = Note<R?>(nil)
  let task = Task(executorPreference: loop) {
    let value = await body()
    result.set(value)
  }
  return (task, result)
}
