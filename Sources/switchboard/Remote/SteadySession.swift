import EventLoops
import FTPClients

/// A session with a server that is begun when there is something to do, and again where the network
/// has cut it.
///
/// One task uses it.
final class SteadySession {
  /// How many bytes a connection has moved that was of use: after it the next is made at once.
  private static let usefulBytes = 64 << 10

  private let session: RemoteSession
  private let attempts: TransferAttempts
  private let display: TransferDisplay
  private let loop: EventLoop
  private let isDispensable: Bool

  private var client: FTPClient?
  /// Whether the server has let this user in.
  private(set) var wasThere = false
  /// Whether something was done over the connection that there is, or was last.
  private var wasUseful = false

  /// Nothing is connected yet.
  ///
  /// - Parameters:
  ///   - session: where to, and who.
  ///   - attempts: how often it is tried.
  ///   - display: is told of attempts that have failed.
  ///   - isDispensable: whether others do its work where the server has enough sessions.
  ///   - loop: the session's.
  init(
    _ session: RemoteSession,
    _ attempts: TransferAttempts,
    _ display: TransferDisplay,
    isDispensable: Bool = false,
    on loop: EventLoop
  ) {
    self.isDispensable = isDispensable
    self.session = session
    self.attempts = attempts
    self.display = display
    self.loop = loop
  }

  /// Does something at the server, and again where the network cuts it.
  ///
  /// - Parameters:
  ///   - url: what it is about, for what is told.
  ///   - body: has the client, which has logged in, and tells how far it has come.
  /// - Returns: what `body` returns.
  /// - Throws: `RemoteFailure` of the last attempt, at once one that another attempt would have
  ///   too; what else `body` throws.
  func run<R>(
    for url: RemoteURL,
    _ body: nonisolated(nonsending) (FTPClient, TransferProgress) async throws -> R
  ) async throws -> R {
    let progress = TransferProgress()
    while true {
      do { return try await once(url, progress, body) } catch let failure as RemoteFailure {
        guard !Task.isCancelled, isWorthRetrying(failure) else { throw failure }
        try await pause(after: failure, progress)
      }
    }
  }

  /// Says good-bye.
  func leave() async {
    await client?.quit()
    client = nil
  }

  private func once<R>(
    _ url: RemoteURL,
    _ progress: TransferProgress,
    _ body: nonisolated(nonsending) (FTPClient, TransferProgress) async throws -> R
  ) async throws -> R {
    let client = try await connected(url)
    do {
      let result = try await body(client, progress)
      wasUseful = true
      return result
    } catch let error as FTPClientError {
      if progress.movedBytes >= Self.usefulBytes { wasUseful = true }
      if !client.isOpen { await drop() }
      throw RemoteFailure(error, at: url)
    } catch {
      // This side's own failure, between two operations.
      if !client.isOpen { await drop() }
      throw error
    }
  }

  private func isWorthRetrying(_ failure: RemoteFailure) -> Bool {
    if failure.isOfSession, failure.cause.isRefusedSession {
      // Whom it has let in before it lets in again when it has noticed that the other one is gone.
      return wasThere || (!isDispensable && failure.cause.isTransient)
    }
    return failure.cause.isWorthRetrying(wasThere: wasThere)
  }

  private func connected(_ url: RemoteURL) async throws(RemoteFailure) -> FTPClient {
    if let client { return client }
    do throws(FTPClientError) {
      let client = try await session.open(on: loop)
      self.client = client
      wasThere = true
      return client
    } catch {
      throw RemoteFailure(error, at: url, isOfSession: true)
    }
  }

  private func drop() async {
    await client?.close()
    client = nil
  }

  /// Waits until the next attempt.
  ///
  /// - Throws: the failure where there is none.
  private func pause(after failure: RemoteFailure, _ progress: TransferProgress) async throws {
    progress.fail()
    guard let pause = attempts.pause(after: progress.failures) else { throw failure }
    // What has served for a while was cut by chance, and may have been idle for too long.
    if wasUseful, progress.failures == 1 {
      wasUseful = false
      if !failure.cause.isHangUp { display.tell(Complaint("\(failure); trying again")) }
      return
    }
    display.tell(Complaint("\(failure); trying again in \(pause.components.seconds) s"))
    try await loop.sleep(for: pause)
  }
}

extension FTPClientError {
  /// Whether the server has gone: as one does where nothing was asked of it for long.
  fileprivate var isHangUp: Bool {
    if case .closedByServer = self { true } else { false }
  }
}
