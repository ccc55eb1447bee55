internal import Sockets
internal import Synchronization
internal import SystemCalls

/// The connections of a server that are open now, and word of those that end.
final class ConnectionRoster: Sendable {
  private struct State {
    var openedCount: UInt64 = 0
    var open: [ConnectionID: BlockingConnection] = [:]
  }

  private let state = Mutex(State())
  private let drain = DrainFlag()
  /// An eventfd that is not 0 when a connection has ended since it was last cleared.
  private let ended: FileDescriptor

  init() throws(SocketError) {
    do throws(Errno) { ended = try System.eventfd() } catch {
      throw SocketError(SocketError.Code(errno: error.rawValue), operation: "open server")
    }
  }

  /// Connections that are open.
  var count: Int { state.withLock { $0.open.count } }

  /// Connections that have ever been open.
  var openedCount: UInt64 { state.withLock { $0.openedCount } }

  /// Readable when a connection has ended.
  var descriptorNumber: Int32 { ended.number }

  func open(_ socket: consuming Socket, _ peer: SocketAddress?) -> BlockingConnection {
    let id = state.withLock { state in
      state.openedCount += 1
      return ConnectionID(number: state.openedCount)
    }
    let connection = BlockingConnection(socket, peer: peer, id: id, drain: drain)
    state.withLock { $0.open[id] = connection }
    return connection
  }

  func close(_ connection: BlockingConnection) {
    _ = state.withLock { $0.open.removeValue(forKey: connection.id) }
    // The counter cannot be full: it is cleared at every turn of the server's loop.
    try? System.signal(ended)
  }

  /// Forgets that connections have ended, before looking at how many are left.
  func clear() {
    try? System.clear(ended)
  }

  func startDraining() {
    drain.set()
  }

  /// Ends both halves of every open connection, so that its handler's calls return; how many there
  /// were.
  func shutDownAll() -> Int {
    // Copied out: shutting down must not be done while the lock keeps handlers from leaving.
    let open = state.withLock { Array($0.open.values) }
    for connection in open { try? connection.socket.shutdown(.both) }
    return open.count
  }
}
