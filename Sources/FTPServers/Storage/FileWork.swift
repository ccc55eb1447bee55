internal import Accounts
internal import EventLoops
internal import HomeDirectories

/// Makes calls that wait for the disk, on threads of their own, so that no loop waits for it.
struct FileWork: Sendable {
  let pool: OffloadPool

  /// Makes a call that concerns a home, and changes nothing that must be known of.
  ///
  /// - Throws: what it threw; `.cancelled`: it may be done nevertheless; `.overloaded`: it is not.
  func run<R: Sendable>(
    _ body: @escaping @Sendable () throws(HomeError) -> R
  ) async throws(ActionError) -> R {
    do throws(OffloadError<HomeError>) {
      return try await pool.run(body)
    } catch {
      switch error {
      case .failed(let error): throw .home(error)
      case .cancelled: throw .cancelled
      case .refused: throw .overloaded
      }
    }
  }

  /// Makes a call that concerns a quota; else as above.
  func count<R: Sendable>(
    _ body: @escaping @Sendable () throws(QuotaError) -> R
  ) async throws(ActionError) -> R {
    do throws(OffloadError<QuotaError>) {
      return try await pool.run(body)
    } catch {
      switch error {
      case .failed(let error): throw .quota(error)
      case .cancelled: throw .cancelled
      case .refused: throw .overloaded
      }
    }
  }

  /// Makes a call that may be left alone, as it keeps its own accounts; else as above.
  func act<R: Sendable>(
    _ body: @escaping @Sendable () throws(ActionError) -> R
  ) async throws(ActionError) -> R {
    do throws(OffloadError<ActionError>) {
      return try await pool.run(body)
    } catch {
      switch error {
      case .failed(let error): throw error
      case .cancelled: throw .cancelled
      case .refused: throw .overloaded
      }
    }
  }

  /// Makes a call and waits for its end, though the task is cancelled: what begins or ends the use
  /// of a file or a quota must be known of.
  ///
  /// - Throws: what it threw; `.overloaded`: it is not done.
  func finish<R: Sendable>(
    _ body: @escaping @Sendable () throws(ActionError) -> R
  ) async throws(ActionError) -> R {
    let result = await withCheckedContinuation { continuation in
      pool.submit(FinishedJob(body, continuation))
    }
    return try result.get()
  }
}

/// A job that its task waits for in any case.
private final class FinishedJob<R: Sendable>: OffloadJob {
  private let body: @Sendable () throws(ActionError) -> R
  private let continuation: CheckedContinuation<Result<R, ActionError>, Never>

  init(
    _ body: @escaping @Sendable () throws(ActionError) -> R,
    _ continuation: CheckedContinuation<Result<R, ActionError>, Never>
  ) {
    self.body = body
    self.continuation = continuation
  }

  func perform() -> () -> Void {
    let result = Result(catching: body)
    return { [continuation] in continuation.resume(returning: result) }
  }

  func refuse(_ reason: OffloadRefusal) {
    continuation.resume(returning: .failure(.overloaded))
  }
}
