import AsyncSockets
import EventLoops
import SocketServers

/// Sockets that are bound, and how they are served.
struct Service: Sendable {
  /// Serves until `stop` or the task's cancellation, and then those that are still there.
  ///
  /// It throws what makes it impossible to take clients.
  let serve: @Sendable () async throws -> Void
  /// Takes nobody new from now on; a second time does nothing.
  let stop: @Sendable () async -> Void

  /// Something that serves, and what stops it.
  init(
    serve: @escaping @Sendable () async throws -> Void,
    stop: @escaping @Sendable () async -> Void
  ) {
    self.serve = serve
    self.stop = stop
  }

  /// The connections of a server.
  ///
  /// - Parameters:
  ///   - server: has not served yet; it ends by its shutdown request, and as it says.
  ///   - handler: has each connection.
  init(
    _ server: Server,
    _ handler: nonisolated(nonsending) @escaping @Sendable (ServerConnection) async throws -> Void
  ) {
    serve = { try await server.serve(handler) }
    stop = {}
  }

  /// The datagrams of a server.
  ///
  /// - Parameters:
  ///   - server: has not served yet; it ends by its shutdown request.
  ///   - handler: has each datagram.
  init(
    _ server: DatagramServer,
    _ handler:
      nonisolated(nonsending) @escaping @Sendable (Datagram, DatagramResponder) async throws -> Void
  ) {
    serve = { await server.serve(handler) }
    stop = {}
  }

  /// Sockets that share an address, or one that has it.
  ///
  /// - Parameters:
  ///   - sockets: at least one; each is served on its loop.
  ///   - file: what is to be removed when it stops.
  ///   - serve: takes clients and serves them, until the socket is closed or the task is cancelled;
  ///     then it waits for those that are still there.
  init<Bound: SocketHandle>(
    _ sockets: [Bound],
    file: UnixSocketFile? = nil,
    _ serve: @escaping @Sendable (Bound) async throws -> Void
  ) {
    let stop: @Sendable () async -> Void = {
      file?.remove()
      for socket in sockets { await socket.close() }
    }
    self.stop = stop
    self.serve = {
      try await withThrowingTaskGroup { group in
        for socket in sockets {
          group.addTask(executorPreference: socket.eventLoop) { try await serve(socket) }
        }
        do { try await group.waitForAll() } catch {
          await stop()
          throw error
        }
      }
    }
  }
}
