public import EventLoops
public import Sockets
internal import SystemCalls

extension ConnectionListener {
  /// Takes connections, and serves each in a child task on its loop, until the listener is closed or
  /// the task is cancelled; then it waits for the handlers, which a cancellation reaches too.
  ///
  /// A connection whose client has gone again is passed over. Where the system is short of
  /// descriptors or memory, the listener pauses for `ListenerLimits.pause`, again and again, and
  /// turns one client away each time, so that somebody learns of it; open connections go on.
  ///
  /// - Parameters:
  ///   - loops: connections are handed to these in turn; none means the listener's own, which costs
  ///     least. To serve one port with several loops, listen once on each (`TCPListener.listeners`).
  ///   - onError: is told what handlers throw, and why connections could not be taken.
  ///   - handler: has the connection, which is closed when it returns or throws.
  /// - Throws: what makes accepting impossible for good.
  public func serve(
    onto loops: [EventLoop] = [],
    onError: @escaping @Sendable (any Error) -> Void = { _ in },
    _ handler: nonisolated(nonsending) @escaping @Sendable (Connection) async throws -> Void
  ) async throws(SocketError) {
    let failure: SocketError? = await eventLoop.run {
      await withDiscardingTaskGroup { group in
        var acceptor = Acceptor(self, loops, onError)
        do throws(SocketError) {
          while let connection = try await acceptor.next() {
            group.addTask(executorPreference: connection.eventLoop) {
              do { try await connection.use(handler) } catch { onError(error) }
            }
          }
          return nil
        } catch {
          return error
        }
      }
    }
    if let failure { throw failure }
  }
}

/// What a listener does where the system is short of something.
public enum ListenerLimits {
  /// How long it takes no connections: long enough not to spin, short enough to go unnoticed.
  public static let pause = Duration.milliseconds(100)
}

/// Takes connections one by one, and gets over what is not the listener's end.
private struct Acceptor<Listener: ConnectionListener> {
  private let listener: Listener
  private let loops: [EventLoop]
  private let onError: @Sendable (any Error) -> Void
  private var turn = 0
  /// Given up to turn a client away where there is no other descriptor; nil where none could be had.
  private var reserve: ReserveDescriptor?

  init(_ listener: Listener, _ loops: [EventLoop], _ onError: @escaping @Sendable (any Error) -> Void)
  {
    self.listener = listener
    self.loops = loops
    self.onError = onError
    reserve = ReserveDescriptor()
  }

  /// The next connection; nil where the listener was closed or the task cancelled.
  mutating func next() async throws(SocketError) -> Listener.Connection? {
    while true {
      do throws(SocketError) {
        return try await listener.accept(onto: nextLoop(), deadline: .never)
      } catch {
        switch error {
        case .closed, .cancelled: return nil
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace, .noMemory:
          onError(error)
          guard await pause() else { return nil }
        default:
          // Errors that waited on the connection, which accept(2) tells in its place.
          guard error.isOfConnection else { throw error }
          onError(error)
        }
      }
    }
  }

  private mutating func nextLoop() -> EventLoop? {
    guard !loops.isEmpty else { return nil }
    turn = (turn + 1) % loops.count
    return loops[turn]
  }

  /// Waits for better times; false where the listener's do not come.
  private mutating func pause() async -> Bool {
    do throws(EventLoopError) { try await listener.eventLoop.sleep(for: ListenerLimits.pause) } catch {
      return false
    }
    return true
  }
}

private struct ReserveDescriptor {
  init?() { return nil }
}

extension SocketError {
  /// Whether an error of accept(2) is one of the connection that would have been next, which
  /// accept(2) tells in its place; the listener is as good as before.
  fileprivate var isOfConnection: Bool {
    switch code {
    case .connectionAborted, .networkDown, .networkUnreachable, .hostUnreachable, .notSupported,
      .notPermitted, .noSuchOption:
      true
    default: false
    }
  }
}
