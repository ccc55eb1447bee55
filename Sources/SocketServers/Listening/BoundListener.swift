internal import AsyncSockets
package import EventLoops
package import Sockets

/// A listener whose sockets are bound.
package final class BoundListener: Sendable {
  /// A socket that takes connections.
  enum ListeningSocket: Sendable {
    case tcp(TCPListener)
    case unix(UnixListener)

    var handle: SocketHandle {
      switch self {
      case .tcp(let listener): listener
      case .unix(let listener): listener
      }
    }
  }

  let settings: ServerListener
  /// With the real port.
  package let address: SocketAddress
  /// One for each loop, or one for all.
  let sockets: [ListeningSocket]
  /// The loops that connections are handed to; none where each socket serves its own.
  let loops: [EventLoop]
  /// What a Unix socket has in the file system.
  let file: UnixSocketFile?

  /// Binds.
  ///
  /// - Throws: as `Socket.bind` and `Socket.listen`, with the address; nothing stays open.
  package init(_ settings: ServerListener, on loops: [EventLoop]) throws(SocketError) {
    self.settings = settings
    switch settings.place {
    case .address(let address, let isDualStack):
      if let unix = address.unix {
        UnixSocketFile.removeDead(at: unix)
        let listener = try UnixListener(at: unix, backlog: settings.backlog, on: loops[0])
        sockets = [.unix(listener)]
        self.address = try listener.localAddress
        file = UnixSocketFile(of: unix)
        self.loops = loops
      } else {
        let binding = IPBinding(address: address, isDualStack: isDualStack)
        let listeners = try binding.listen(on: loops, backlog: settings.backlog)
        sockets = listeners.map { .tcp($0) }
        self.address = try listeners[0].localAddress
        file = nil
        self.loops = []
      }
    case .socket(let shared):
      let socket = try shared.socket.duplicate()
      // One that does not listen would fail at its first connection only.
      guard try socket[.acceptsConnections] else {
        throw SocketError(.unusableArgument, operation: .listen, address: try socket.localAddress)
      }
      address = try socket.localAddress
      file = nil
      self.loops = loops
      sockets =
        switch socket.family {
        case .unix: [.unix(try UnixListener(adopting: socket, on: loops[0]))]
        default: [.tcp(try TCPListener(adopting: socket, on: loops[0]))]
        }
    }
  }

  /// Takes no connections from now on; a second time does nothing.
  func close() async {
    file?.remove()
    for socket in sockets { await socket.handle.close() }
  }
}

extension BoundListener {
  /// What a connection takes of what is limited, before it is known to need less.
  func share(isReady: Bool) -> Admission.Share {
    Admission.Share(
      connections: 1,
      handshakes: isReady ? 0 : 1,
      bufferBytes: settings.bufferBytes
    )
  }
}
