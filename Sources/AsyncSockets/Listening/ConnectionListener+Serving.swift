public import EventLoops
public import Sockets
internal import Synchronization

extension ConnectionListener {
  /// Takes connections, and serves each in a child task on its loop, until the listener is closed
  /// or the task is cancelled; then it waits for the handlers, which a cancellation reaches too.
  ///
  /// A connection whose client has gone again is passed over. Where the system is short of
  /// descriptors or memory, the listener pauses for `ListenerLimits.pause`, again and again, and
  /// turns one client away each time, so that somebody learns of it; open connections go on.
  ///
  /// - Parameters:
  ///   - loops: connections are handed to these in turn; none means the listener's own, which costs
  ///     least. To serve one port with several loops, listen once on each
  ///     (`TCPListener.listeners`).
  ///   - onError: is told what handlers throw, and why connections could not be taken.
  ///   - handler: has the connection, which is closed when it returns or throws.
  /// - Throws: what makes accepting impossible for good.
  public func serve(
    onto loops: [EventLoop] = [],
    onError: @escaping @Sendable (any Error) -> Void = { _ in },
    _ handler: nonisolated(nonsending) @escaping @Sendable (Connection) async throws -> Void
  ) async throws(SocketError) {
    try await serveEach(onto: loops, onError: onError, handler)
  }

  /// `serve`, which each listener of this library calls for its own type of connections: compiled
  /// for it, a handler needs half the memory while it waits.
  @inline(__always)
  func serveEach(
    onto loops: [EventLoop],
    onError: @escaping @Sendable (any Error) -> Void,
    _ handler: nonisolated(nonsending) @escaping @Sendable (Connection) async throws -> Void
  ) async throws(SocketError) {
    let acceptor = Acceptor(self, onto: loops, onError: onError)
    let failure = Mutex<SocketError?>(nil)
    await eventLoop.runOperation {
      await TaskShards().run { group, shard in
        do throws(SocketError) {
          guard let connection = try await acceptor.next() else { return false }
          shard.enter()
          group.addTask(executorPreference: connection.eventLoop) {
            // As `use` does, but with fewer functions around the handler: their memory is most of
            // what an idle connection has.
            connection.openScope()
            do {
              try await withTaskCancellationHandler {
                try await handler(connection)
              } onCancel: {
                connection.cancelScope()
              }
            } catch {
              onError(error)
            }
            connection.closeAfterScope()
            shard.leave()
          }
          return true
        } catch {
          failure.withLock { $0 = error }
          return false
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}
