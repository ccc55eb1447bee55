internal import AsyncSockets
internal import EventLoops
public import Sockets
internal import Synchronization
internal import SystemCalls

/// Asks servers to end, from anywhere: another thread, a handler, a signal.
///
/// One request serves as many servers as it was given to. It cannot be taken back; a server that
/// starts to serve afterwards ends at once.
public final class ShutdownRequest: Sendable {
  /// How long open connections may go on by default.
  public static let defaultGrace = Duration.seconds(10)

  /// An eventfd that is never read: once it is not 0 every server that waits for it wakes.
  private let event: FileDescriptor
  private let graceWhenRequested: Mutex<Duration>

  /// A request that nobody has made yet.
  ///
  /// - Throws: `.tooManyOpenFiles`: it takes a descriptor.
  public init() throws(SocketError) {
    do throws(Errno) { event = try System.eventfd() } catch {
      throw SocketError(SocketError.Code(errno: error.rawValue), operation: "open shutdown request")
    }
    graceWhenRequested = Mutex(Self.defaultGrace)
  }

  /// Asks the servers to stop accepting and to end when their open connections have, and returns at
  /// once.
  ///
  /// - Parameter grace: how long open connections may go on before they are closed. The first
  ///   request decides; zero closes them now.
  public func request(grace: Duration = ShutdownRequest.defaultGrace) {
    guard !isRequested else { return }
    graceWhenRequested.withLock { $0 = grace }
    // Writing 8 bytes to an open eventfd fails only when its counter is full, and then it says the
    // same.
    try? System.signal(event)
  }

  /// Makes SIGTERM and SIGINT such a request: sigaction(2).
  ///
  /// The signals are unblocked for the calling thread, because a program inherits the mask of
  /// whoever started it.
  ///
  /// A second one of these signals ends the process at once with status 128 + its number. It is
  /// meant for a program's own start: the request lives as long as the process from now on, and a
  /// later call, of this or another request, takes the signals over.
  ///
  /// - Parameter grace: as `request(grace:)`.
  /// - Throws: what sigaction(2) says, which for these signals is nothing.
  public func requestOnTermination(
    grace: Duration = ShutdownRequest.defaultGrace
  ) throws(SocketError) {
    graceWhenRequested.withLock { $0 = grace }
    // SAFETY: the retain is never undone, so that the descriptor that the signal handler writes to
    // stays open for as long as the handler may run.
    unsafe _ = Unmanaged.passRetained(self)
    for signal in TerminationSignal.allCases {
      do throws(Errno) { try System.tell(signal, to: event) } catch {
        throw SocketError(SocketError.Code(errno: error.rawValue), operation: "handle signal")
      }
    }
  }

  /// Whether it has been made.
  public var isRequested: Bool {
    let readable = try? System.poll(
      event.number,
      Readiness.receiving.rawValue,
      timeoutMilliseconds: 0
    )
    return readable != nil
  }

  /// How long open connections may go on once it has been made.
  public var grace: Duration { graceWhenRequested.withLock { $0 } }

  /// Waits until it is made: on a loop, by a descriptor of its own, so that several can wait there.
  ///
  /// - Throws: `.cancelled`, `.closed`; `.tooManyOpenFiles`.
  func wait(on loop: EventLoop) async throws(SocketError) {
    let event: FileDescriptor
    do throws(Errno) { event = try System.duplicate(self.event) } catch {
      throw SocketError(SocketError.Code(errno: error.rawValue), operation: .duplicate)
    }
    do throws(WaitFailure) {
      try await loop.wait(for: Readiness.receiving.rawValue, of: event)
    } catch {
      throw SocketError(error, .wait)
    }
  }

  /// The descriptor that becomes readable when it is made.
  var descriptorNumber: Int32 { event.number }
}
