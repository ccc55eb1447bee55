import Sockets
import Synchronization
import TestSupport

@testable import AsyncSockets
@testable import EventLoops

/// What ends a wait before its time.
enum Interruption: CaseIterable, Sendable {
  case cancel
  /// The deadline of the call.
  case deadline
  /// The deadline of `withDeadline`.
  case taskDeadline
  case close
  case abort
  case detach
  /// The end of the loop.
  case shutdown

  /// How far away deadlines are, on the clock of the test.
  static let timeout = Duration.seconds(10)

  /// What the call then throws.
  var code: SocketError.Code {
    switch self {
    case .cancel: .cancelled
    case .deadline, .taskDeadline: .timedOut
    case .close, .abort, .detach, .shutdown: .closed
    }
  }

  /// Whether the handle goes on after it.
  var leavesOpen: Bool { code != .closed }

  /// The deadline that the call is given.
  func deadline(on loop: EventLoop) -> Deadline {
    self == .deadline ? loop.now.advanced(by: Self.timeout) : .never
  }

  /// Makes a call with the deadline of its task, where this is one.
  func withTaskDeadline(
    on loop: EventLoop,
    _ call: () async throws -> Void
  ) async throws {
    guard self == .taskDeadline else { return try await call() }
    try await withDeadline(loop.now.advanced(by: Self.timeout)) { () async throws in
      try await call()
    }
  }

  /// Interrupts, on the loop's thread, without waiting for anything.
  ///
  /// - Parameters:
  ///   - task: makes the call.
  ///   - handle: waits.
  ///   - watched: its loop.
  ///   - detached: has what needs a task, and the socket of `detach`.
  func begin(
    _ task: Task<Void, any Error>,
    _ handle: SocketHandle,
    _ watched: WatchedLoop,
    _ detached: DetachedSocket
  ) {
    let loop = watched.loop
    switch self {
    case .cancel: task.cancel()
    // Timers are a millisecond late, at most.
    case .deadline, .taskDeadline: watched.clock.advance(by: Self.timeout + .milliseconds(2))
    case .close: detached.work { Task(executorPreference: loop) { await handle.close() } }
    case .abort: detached.work { Task(executorPreference: loop) { await handle.abort() } }
    case .shutdown: loop.requestEnd()
    case .detach:
      detached.work { Task(executorPreference: loop) { await detached.take(from: handle) } }
    }
  }
}

/// Where a socket is that was detached in the middle of a call, and who sees to it.
final class DetachedSocket: Sendable {
  private let socket = Mutex<Socket?>(nil)
  private let task = Mutex<Task<Void, Never>?>(nil)

  /// Begins what is waited for by `withSocket`.
  func work(_ begin: () -> Task<Void, Never>) {
    task.withLock { $0 = begin() }
  }

  func take(from handle: SocketHandle) async {
    guard let detached = try? await handle.detach() else { return }
    put(detached)
  }

  /// Waits for the end of the work, and for the socket.
  func taken() async -> Socket? {
    await task.withLock(\.self)?.value
    return socket.withLock { socket in
      let taken = socket.take()
      return taken
    }
  }

  private func put(_ detached: consuming Socket) {
    var detached: Socket? = detached
    socket.withLock { $0 = detached.take() }
  }
}
