internal import AsyncSockets
internal import Synchronization

/// The connections of a server that are open now, and who waits for their end.
final class OpenConnections: Sendable {
  private struct State {
    var openedCount: UInt64 = 0
    var servedCount: UInt64 = 0
    var open: [ConnectionID: ServerConnection] = [:]
  }

  private let state = Mutex(State())

  /// Connections that have ever come to their handlers.
  var servedCount: UInt64 { state.withLock { $0.servedCount } }

  /// Connections that are open.
  var count: Int { state.withLock { $0.open.count } }

  /// Makes of a transport a connection of a server, and notes it.
  func open(_ transport: StreamConnection, of server: ServerState) -> ServerConnection {
    state.withLock { state in
      state.openedCount += 1
      let id = ConnectionID(number: state.openedCount)
      let connection = ServerConnection(id, transport, of: server)
      state.open[id] = connection
      return connection
    }
  }

  /// Notes that its handler has it now.
  func serve(_ connection: ServerConnection) {
    connection.isServed.store(true, ordering: .releasing)
    state.withLock { $0.servedCount += 1 }
  }

  /// Forgets a connection.
  func close(_ id: ConnectionID) {
    // Outside of the lock, as it may be the end of the connection.
    _ = state.withLock { $0.open.removeValue(forKey: id) }
  }

  /// What is open, in the order in which it came.
  var snapshots: [ConnectionSnapshot] {
    open.map { connection in
      ConnectionSnapshot(
        id: connection.id,
        peer: connection.peer,
        isServed: connection.isServed.load(ordering: .acquiring)
      )
    }
    .sorted { $0.id.number < $1.id.number }
  }

  /// Those whose handlers have them.
  var served: [ServerConnection] {
    open.filter { $0.isServed.load(ordering: .acquiring) }
  }

  /// Ends the waits of all that are open, and lets them begin no other: for tasks that were
  /// cancelled, from any thread.
  func cancel() {
    for transport in transports { transport.cancelScope() }
  }

  /// The connections beneath all that are open.
  var transports: [StreamConnection] { open.map(\.transport) }

  private var open: [ServerConnection] { state.withLock { Array($0.open.values) } }
}
