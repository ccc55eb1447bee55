import AsyncSockets
import EventLoops
import SocketServers

/// One bound address, and how it is served.
struct Service: Sendable {
  /// Where it is.
  let address: BoundAddress
  private let sockets: [SocketHandle]
  private let file: UnixSocketFile?
  private let serveSocket: @Sendable (Int) async throws -> Void

  /// A service of an address that several sockets share, or that one has.
  ///
  /// - Parameters:
  ///   - address: where they are bound.
  ///   - sockets: at least one; each is served on its loop.
  ///   - file: what is to be removed when it stops.
  ///   - serve: takes clients and serves them, until the socket is closed or the task is cancelled;
  ///     then it waits for those that are still there.
  init<Bound: SocketHandle>(
    at address: BoundAddress,
    _ sockets: [Bound],
    file: UnixSocketFile? = nil,
    _ serve: @escaping @Sendable (Bound) async throws -> Void
  ) {
    self.address = address
    self.sockets = sockets
    self.file = file
    serveSocket = { try await serve(sockets[$0]) }
  }

  /// Serves until `stop` or the task's cancellation, and then those that are still there.
  ///
  /// - Throws: what makes it impossible to take clients; it is stopped then.
  func serve() async throws {
    try await withThrowingTaskGroup { group in
      for (index, socket) in sockets.enumerated() {
        group.addTask(executorPreference: socket.eventLoop) { try await serveSocket(index) }
      }
      do { try await group.waitForAll() } catch {
        await stop()
        throw error
      }
    }
  }

  /// Takes nobody new from now on; a second time does nothing.
  func stop() async {
    file?.remove()
    for socket in sockets { await socket.close() }
  }
}
