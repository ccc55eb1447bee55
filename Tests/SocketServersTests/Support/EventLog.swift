import SocketServers
import Sockets
import Synchronization

/// What a server reported, in order.
final class EventLog: Sendable {
  private let events = Mutex<[ServerEvent]>([])

  func append(_ event: ServerEvent) {
    events.withLock { $0.append(event) }
  }

  var openedCount: Int {
    events.withLock { $0.count { if case .opened = $0 { true } else { false } } }
  }

  /// What handlers threw.
  var handlerErrors: [String] {
    events.withLock { events in
      events.compactMap {
        if case .closed(_, _, let error?) = $0 { String(describing: error) } else { nil }
      }
    }
  }

  var refusedPeers: [SocketAddress?] {
    events.withLock { events in
      events.compactMap { if case .refused(let peer, _) = $0 { .some(peer) } else { nil } }
    }
  }

  var refusals: [RefusalReason] {
    events.withLock { events in
      events.compactMap { if case .refused(_, let reason) = $0 { reason } else { nil } }
    }
  }

  /// Why connections did not come to their handlers.
  var handshakeErrors: [any Error] {
    events.withLock { events in
      events.compactMap { if case .handshakeFailed(_, _, let error) = $0 { error } else { nil } }
    }
  }

  /// Why datagrams were dropped, as far as it was told.
  var datagramRefusals: [DatagramRefusal] {
    events.withLock { events in
      events.compactMap { if case .datagramRefused(_, let reason) = $0 { reason } else { nil } }
    }
  }

  /// What datagram handlers threw.
  var datagramErrors: [String] {
    events.withLock { events in
      events.compactMap {
        if case .datagramFailed(_, let error) = $0 { String(describing: error) } else { nil }
      }
    }
  }

  var receiveErrors: [SocketError] {
    events.withLock { events in
      events.compactMap { if case .receiveFailed(let error) = $0 { error } else { nil } }
    }
  }

  var acceptErrors: [SocketError] {
    events.withLock { events in
      events.compactMap { if case .acceptFailed(let error) = $0 { error } else { nil } }
    }
  }
}
