internal import AsyncSockets
internal import Synchronization

/// The connections of a server that are open now, and who waits for their end.
final class OpenConnections: Sendable {
  private enum Entry {
    case inHandshake(StreamConnection, peer: SocketAddress?)
    case served(ServerConnection)

    var transport: StreamConnection {
      switch self {
      case .inHandshake(let transport, _): transport
      case .served(let connection): connection.transport
      }
    }
  }

  private struct State {
    var openedCount: UInt64 = 0
    var servedCount: UInt64 = 0
    var open: [ConnectionID: Entry] = [:]
  }

  private let state = Mutex(State())

  /// Connections that have ever come to their handlers.
  var servedCount: UInt64 { state.withLock { $0.servedCount } }

  /// Connections that are open.
  var count: Int { state.withLock { $0.open.count } }

  /// Notes a connection that begins.
  func open(_ transport: StreamConnection, peer: SocketAddress?) -> ConnectionID {
    state.withLock { state in
      state.openedCount += 1
      let id = ConnectionID(number: state.openedCount)
      state.open[id] = .inHandshake(transport, peer: peer)
      return id
    }
  }

  /// Notes that its handler has it now.
  func serve(_ connection: ServerConnection) {
    state.withLock { state in
      state.servedCount += 1
      state.open[connection.id] = .served(connection)
    }
  }

  /// Forgets a connection.
  func close(_ id: ConnectionID) {
    // Outside of the lock, as it may be the end of the connection.
    _ = state.withLock { $0.open.removeValue(forKey: id) }
  }

  /// What is open, in the order in which it came.
  var snapshots: [ConnectionSnapshot] {
    let open = state.withLock { $0.open }
    return open.map { id, entry in
      switch entry {
      case .inHandshake(_, let peer): ConnectionSnapshot(id: id, peer: peer, isServed: false)
      case .served(let connection):
        ConnectionSnapshot(id: id, peer: connection.peer, isServed: true)
      }
    }
    .sorted { $0.id.number < $1.id.number }
  }

  /// Those whose handlers have them.
  var served: [ServerConnection] {
    state.withLock { state in
      state.open.values.compactMap { entry in
        if case .served(let connection) = entry { connection } else { nil }
      }
    }
  }

  /// The connections beneath all that are open.
  var transports: [StreamConnection] {
    state.withLock { state in state.open.values.map(\.transport) }
  }
}
