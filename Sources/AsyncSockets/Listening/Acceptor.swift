package import EventLoops
package import Sockets
internal import Synchronization
internal import SystemCalls

/// Takes connections one by one, and gets over what is not the listener's end.
package final class Acceptor<Listener: ConnectionListener>: Sendable {
  private let listener: Listener
  private let loops: [EventLoop]
  private let onError: @Sendable (any Error) -> Void
  private let turn = Atomic(0)
  private let calls = Atomic(0)
  private let reserve = Mutex(ReserveDescriptor())

  /// - Parameters:
  ///   - listener: whose connections.
  ///   - loops: get the connections in turn; none means the listener's own.
  ///   - onError: is told why connections could not be taken.
  package init(
    _ listener: Listener,
    onto loops: [EventLoop],
    onError: @escaping @Sendable (any Error) -> Void
  ) {
    self.listener = listener
    self.loops = loops
    self.onError = onError
  }

  /// The next connection; nil where the listener was closed or the task cancelled.
  ///
  /// - Throws: what makes accepting impossible for good.
  package func next() async throws(SocketError) -> Listener.Connection? {
    if calls.wrappingAdd(1, ordering: .relaxed).newValue % ListenerLimits.acceptedPerTurn == 0 {
      await Task.yield()
    }
    var failures = 0
    while true {
      do throws(SocketError) {
        return try await listener.accept(onto: nextLoop(), deadline: .never)
      } catch {
        if error.code == .closed || error.code == .cancelled { return nil }
        guard error.isOfConnection || error.isShortage else { throw error }
        onError(error)
        failures += 1
        // Connections that go again come one by one, but what is told of them can be the system's.
        let mustPause = error.isShortage || failures >= ListenerLimits.failuresMax
        if mustPause, !(await getOver(error)) { return nil }
      }
    }
  }

  private func nextLoop() -> EventLoop? {
    guard !loops.isEmpty else { return nil }
    let turn = turn.wrappingAdd(1, ordering: .relaxed).oldValue
    return loops[Int(UInt(bitPattern: turn) % UInt(loops.count))]
  }

  /// Waits for better times, in which no client is heard, and turns one client away where it is
  /// descriptors that are missing.
  ///
  /// - Returns: false where the listener's end came first.
  private func getOver(_ error: SocketError) async -> Bool {
    do throws(EventLoopError) {
      try await listener.eventLoop.sleep(for: ListenerLimits.pause)
    } catch {
      return false
    }
    if error.code == .tooManyOpenFiles || error.code == .tooManyOpenFilesInSystem {
      reserve.withLock { $0.give { listener.turnOneAway() } }
    }
    return true
  }
}

/// A descriptor that is held for the moment when there is no other (libuv's way to do it).
///
/// Without it a client that waits when descriptors have run out would wait until there are some
/// again; giving this one up for a moment, the listener can take it and close it, so that it
/// learns.
private struct ReserveDescriptor: ~Copyable {
  private var descriptor: FileDescriptor?

  init() {
    descriptor = try? System.eventfd()
  }

  /// Gives the descriptor up while `body` runs, and takes another after; where there was none to be
  /// had before, `body` is not run.
  mutating func give(_ body: () -> Void) {
    if descriptor != nil {
      descriptor = nil
      body()
    }
    descriptor = try? System.eventfd()
  }
}

extension SocketHandle {
  /// Takes a connection, if one waits, and closes it: on the loop's thread.
  fileprivate func turnOneAway() {
    guard !core.registration.isClosed else { return }
    _ = try? core.held.onLoop.tryAccept(isNonBlocking: true)
  }
}

extension SocketError {
  /// Whether an error of accept(2) is one of the connection that would have been next, which
  /// accept(2) tells in its place; the listener is as good as before.
  fileprivate var isOfConnection: Bool {
    switch code {
    case .connectionAborted, .networkDown, .networkUnreachable, .hostUnreachable, .notSupported,
      .notPermitted, .noSuchOption, .protocolError:
      true
    default: false
    }
  }

  /// Whether the system is short of something that it may have again later.
  fileprivate var isShortage: Bool {
    switch code {
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace, .noMemory: true
    default: false
    }
  }
}
