import SocketServers
import Sockets
import Synchronization

/// Hands the connections of a server over to a test, while their handlers wait for its end.
final class Handover: Sendable {
  private struct State {
    var connections: [SocketAddress?: ServerConnection] = [:]
    var takers: [SocketAddress?: CheckedContinuation<ServerConnection, Never>] = [:]
    var handlers: [CheckedContinuation<Void, Never>] = []
    var isOver = false
  }

  private let state = Mutex(State())

  /// A handler: leaves the connection to the test until `end`.
  @Sendable func handle(_ connection: ServerConnection) async {
    let taker = state.withLock { state in
      let taker = state.takers.removeValue(forKey: connection.peer)
      if taker == nil { state.connections[connection.peer] = connection }
      return taker
    }
    taker?.resume(returning: connection)
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if !state.isOver { state.handlers.append(continuation) }
        return state.isOver
      }
      if isOver { continuation.resume() }
    }
  }

  /// The server's end of a client's connection.
  func take(_ peer: SocketAddress?) async -> ServerConnection {
    await withCheckedContinuation { continuation in
      let connection = state.withLock { state in
        let connection = state.connections.removeValue(forKey: peer)
        if connection == nil { state.takers[peer] = continuation }
        return connection
      }
      if let connection { continuation.resume(returning: connection) }
    }
  }

  /// Lets all handlers return.
  func end() {
    let handlers = state.withLock { state in
      state.isOver = true
      defer { state.handlers = [] }
      return state.handlers
    }
    for handler in handlers { handler.resume() }
  }
}
