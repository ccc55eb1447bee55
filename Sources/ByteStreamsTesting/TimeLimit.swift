import Synchronization

/// Runs `work`, and gives up on it after a time.
///
/// The tasks are unstructured, because whoever owned one that hangs would hang as well. Work that
/// is done in time leaves nothing behind; other work is cancelled and left alone.
///
/// - Returns: what the work came to; nil if it was not done in time.
func result(
  within limit: Duration,
  preferring executor: (any TaskExecutor)?,
  _ work: @escaping @Sendable () async throws -> Void
) async -> Result<Void, any Error>? {
  let race = Race()
  let worker = Task(executorPreference: executor) {
    do {
      try await work()
      race.finish(.success(()))
    } catch {
      race.finish(.failure(error))
    }
  }
  let watch = Task {
    do { try await Task.sleep(for: limit) } catch { return }
    race.finish(nil)
  }
  let result = await race.result()
  if result == nil { worker.cancel() } else { watch.cancel() }
  await watch.value
  return result
}

/// Who is first; the others come too late.
private final class Race: Sendable {
  private enum State {
    case running
    case awaited(CheckedContinuation<Result<Void, any Error>?, Never>)
    case finished(Result<Void, any Error>?)
  }

  private let state = Mutex(State.running)

  func finish(_ result: Result<Void, any Error>?) {
    let waiter = state.withLock { state -> CheckedContinuation<Result<Void, any Error>?, Never>? in
      switch state {
      case .running:
        state = .finished(result)
        return nil
      case .awaited(let waiter):
        state = .finished(result)
        return waiter
      case .finished:
        return nil
      }
    }
    waiter?.resume(returning: result)
  }

  func result() async -> Result<Void, any Error>? {
    await withCheckedContinuation { continuation in
      let finished = state.withLock { state -> Result<Void, any Error>?? in
        guard case .finished(let result) = state else {
          state = .awaited(continuation)
          return nil
        }
        return .some(result)
      }
      if let finished { continuation.resume(returning: finished) }
    }
  }
}
