import SocketServers

/// Threads that may wait for the disk, so that no event loop does.
final class DiskThreads: Sendable {
  /// As many calls as a disk can make use of at once.
  private static let threadsMax = 16

  private let pool: OffloadPool

  /// Threads for the clients of a server.
  ///
  /// - Parameter clientsMax: how many there are at once, each of which has one thing to do at most:
  ///   so nothing is refused because too much waits.
  init(clientsMax: Int) {
    pool = OffloadPool(name: "disk", threadsMax: Self.threadsMax, queueMax: clientsMax)
  }

  /// Does something there, and waits for it.
  ///
  /// - Throws: what `body` throws; `OffloadError` where it is not done, as the task was cancelled.
  func run<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    do throws(OffloadError<any Error>) { return try await pool.run(body) } catch {
      if case .failed(let failure) = error { throw failure }
      throw error
    }
  }
}
