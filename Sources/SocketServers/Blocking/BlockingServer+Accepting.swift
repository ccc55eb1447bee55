internal import Sockets
internal import Synchronization
internal import SystemCalls

// The loop of `serve`: wait for a connection, a handler that has ended, or the end.
extension BlockingServer {
  /// How long the server leaves the kernel's queue alone when the system is short of descriptors,
  /// threads or memory: long enough not to spin, short enough to go unnoticed.
  static let pauseMilliseconds: Int64 = 100

  private var connectionsMax: Int { max(1, configuration.limits.connections) }
  private var connectionsInAll: UInt64 { configuration.endsAfterConnections ?? .max }

  func acceptConnections(
    _ handler: @escaping @Sendable (BlockingConnection) throws -> Void
  ) throws(SocketError) {
    var mustPause = false
    while !shutdown.isRequested, roster.openedCount < connectionsInAll {
      let mayAccept = roster.count < connectionsMax && !mustPause
      // Lent for a turn at a time, so that they close as soon as nobody accepts any more.
      let listeners = mayAccept ? self.listeners.withLock { $0 } : []
      let ready = try waitForWork(listeners: listeners, isPause: mustPause)
      mustPause = false
      for index in ready where roster.count < connectionsMax {
        mustPause = !accept(from: listeners[index], handler) || mustPause
        if roster.openedCount >= connectionsInAll { return }
      }
    }
  }

  /// Returns the indices of listeners that have a connection.
  private func waitForWork(
    listeners: [SharedSocket],
    isPause: Bool
  ) throws(SocketError) -> [Int] {
    var list = ReadinessList()
    list.append(shutdown.descriptorNumber, for: .receiving)
    list.append(roster.descriptorNumber, for: .receiving)
    for listener in listeners { list.append(listener.socket, for: .receiving) }
    _ = try list.wait(timeout: isPause ? .milliseconds(Self.pauseMilliseconds) : nil)
    roster.clear()
    return listeners.indices.filter { list[2 + $0] != [] }
  }

  /// Takes one connection; false when the system is short of something.
  private func accept(
    from listener: SharedSocket,
    _ handler: @escaping @Sendable (BlockingConnection) throws -> Void
  ) -> Bool {
    do throws(SocketError) {
      let accepted = try listener.socket.accept()
      let peer = accepted.peer
      if let reason = refusal(of: peer) {
        configuration.report(.refused(peer: peer, reason))
        return true
      }
      if let timeout = configuration.limits.idleTimeout {
        // What it needs of the kernel, changing a flag, does not fail for an open socket.
        try? accepted.socket.setTimeout(timeout)
      }
      return start(roster.open(accepted.socket, peer), handler)
    } catch {
      // Somebody else took it, or its client has gone: nothing happened.
      guard error.code != .wouldBlock, error.code != .connectionAborted else { return true }
      configuration.report(.acceptFailed(error))
      return false
    }
  }

  /// Starts the connection's thread; false when the system allows no further one.
  private func start(
    _ connection: BlockingConnection,
    _ handler: @escaping @Sendable (BlockingConnection) throws -> Void
  ) -> Bool {
    do throws(Errno) {
      try SystemThread(name: "client \(connection.id)") { [self] in
        run(connection, handler)
      }.detach()
      return true
    } catch {
      let failure = SocketError(
        SocketError.Code(errno: error.rawValue),
        operation: "start a thread",
        address: connection.peer
      )
      leave(connection.peer)
      roster.close(connection)
      configuration.report(.acceptFailed(failure))
      return false
    }
  }

  private func run(
    _ connection: BlockingConnection,
    _ handler: @Sendable (BlockingConnection) throws -> Void
  ) {
    configuration.report(.opened(connection.id, peer: connection.peer))
    var failure: (any Error)?
    do { try handler(connection) } catch { failure = error }
    connection.end(waiting: configuration.closingWait)
    configuration.report(.closed(connection.id, peer: connection.peer, error: failure))
    leave(connection.peer)
    roster.close(connection)
  }
}
