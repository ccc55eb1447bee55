internal import Accounts
internal import EventLoops
internal import HomeDirectories

/// Makes calls that wait for the disk, on threads of their own, so that no loop waits for it.
struct FileWork: Sendable {
  let pool: OffloadPool

  /// Makes a call that concerns a home.
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
}
