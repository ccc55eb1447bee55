import EventLoops
import FTPClients

/// Tries again what the network has cut, after a pause that doubles.
struct TransferAttempts: Hashable, Sendable {
  /// How often it is tried at most, from 1.
  var countMax = 5

  private static let pauseFirst = Duration.seconds(1)
  private static let pauseMax = Duration.seconds(60)

  /// Tries.
  ///
  /// - Throws: the last attempt's error; at once one that another attempt would have too.
  func run(
    on loop: EventLoop,
    _ body: nonisolated(nonsending) () async throws -> Void
  ) async throws {
    var pause = Self.pauseFirst
    for number in 1... {
      do { return try await body() } catch {
        guard number < countMax, let failure = error as? RemoteFailure,
          failure.cause.isWorthRetrying,
          !Task.isCancelled
        else { throw error }
        Complaint("\(error); trying again in \(pause.components.seconds) s").tell()
      }
      try await loop.sleep(for: pause)
      pause = min(pause * 2, Self.pauseMax)
    }
  }
}

extension FTPClientError {
  /// Whether another attempt may meet better luck.
  fileprivate var isWorthRetrying: Bool {
    switch self {
    case .connect(let error):
      // Nobody listens there, or there is no such name: it will be so in a minute.
      error.code == .timedOut
    case .transport, .dataConnection, .timedOut, .closedByServer, .truncated: true
    default: isTransient
    }
  }
}
