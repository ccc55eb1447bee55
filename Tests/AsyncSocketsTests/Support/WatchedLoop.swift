import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import AsyncSockets
@testable import EventLoops

/// A loop of whose every suspension a test is told, with a clock that the test moves.
///
/// A suspension is a moment at which the loop has nothing to do and the call in question waits. At
/// each but one the test lets the world make a step, and at that one it interrupts the call.
final class WatchedLoop: Sendable {
  let clock = ManualClock()
  let group: EventLoopGroup
  private let poller: WatchedPoller

  var loop: EventLoop { group.loops[0] }

  init() throws {
    let poller = try WatchedPoller()
    var configuration = EventLoopGroup.Configuration()
    configuration.loopCount = 1
    self.poller = poller
    group = try EventLoopGroup(configuration, clock: clock) { () throws(Errno) in poller }
  }

  /// More suspensions than any call has that a test makes.
  static let turnsMax = 200

  /// Where a call comes from.
  enum Caller: CaseIterable, Sendable {
    /// A task of the loop.
    case loop
    /// A task of the loop in the handle's scope, as in `use`.
    case scope
    /// A task of the pool of Swift's runtime.
    case elsewhere
  }

  /// How a call ended, and how often it had stopped until then.
  struct Ending: Sendable {
    var error: SocketError?
    var suspensions: Int
    var wasInterrupted: Bool
  }

  /// Makes runs that are interrupted at the first suspension, the second, and so on, until one is
  /// over before.
  ///
  /// - Parameters:
  ///   - interruption: one that ends the loop gets a new one for each run.
  ///   - run: makes a run with an interruption at a turn; whether it came to that.
  /// - Throws: what `run` throws.
  static func atEverySuspension(
    endingWith interruption: Interruption,
    _ run: (_ watched: WatchedLoop, _ turn: Int) async throws -> Bool
  ) async throws {
    var watched = try WatchedLoop()
    var turn = 1
    while try await run(watched, turn) {
      turn += 1
      #expect(turn < turnsMax, "no end of suspensions")
      guard interruption == .shutdown else { continue }
      await watched.group.shutdown()
      watched = try WatchedLoop()
    }
    #expect(turn > 1, "a call that never waits")
    await watched.group.shutdown()
  }

  /// Makes a call, and interrupts it at a suspension.
  ///
  /// - Parameters:
  ///   - turn: at which, from 1.
  ///   - handle: whose waits count; nil counts those of all in a direction.
  ///   - direction: which waits count where no handle is named: for reading, as sleeps do, or for
  ///     writing, as attempts to connect.
  ///   - caller: who makes the call.
  ///   - interruption: what happens then, on the loop; it must not wait for the call.
  ///   - step: what happens at each other suspension.
  ///   - call: makes the call.
  /// - Returns: how it ended.
  /// - Throws: what `call` throws and is no error of a socket.
  func run(
    interruptingAt turn: Int,
    of handle: SocketHandle?,
    waitingFor direction: WaitDirection = .reading,
    from caller: Caller,
    by interruption: @escaping @Sendable (Task<Void, any Error>) -> Void,
    step: @escaping @Sendable () -> Void,
    call: nonisolated(nonsending) @escaping @Sendable () async throws -> Void
  ) async throws -> Ending {
    // It is a task without a parent, so that it can be cancelled by itself, and from the loop.
    let task = Task(executorPreference: caller == .elsewhere ? nil : loop) { () async throws in
      guard caller == .scope, let handle else { return try await call() }
      try await handle.core.registration.withScope { () async throws in try await call() }
    }
    let counter = SuspensionCounter(handle, loop, direction)
    poller.setWatch {
      guard counter.isSuspended else { return false }
      let count = counter.next()
      if count == turn { interruption(task) } else { step() }
      // A call that nothing helps would have the machine for itself.
      if count == Self.turnsMax {
        Issue.record("no end of suspensions")
        task.cancel()
      }
      return count < Self.turnsMax
    }
    let result = await task.result
    poller.setWatch(nil)
    let suspensions = counter.count
    let wasInterrupted = suspensions >= turn
    do {
      try result.get()
      return Ending(error: nil, suspensions: suspensions, wasInterrupted: wasInterrupted)
    } catch let error as SocketError {
      return Ending(error: error, suspensions: suspensions, wasInterrupted: wasInterrupted)
    }
  }
}

/// Counts the suspensions of a handle.
private final class SuspensionCounter: Sendable {
  private let handle: SocketHandle?
  private let loop: EventLoop
  private let direction: WaitDirection
  private let passed = Atomic(0)

  init(_ handle: SocketHandle?, _ loop: EventLoop, _ direction: WaitDirection) {
    self.handle = handle
    self.direction = direction
    self.loop = loop
  }

  var count: Int { passed.load(ordering: .acquiring) }

  /// Counts one more.
  func next() -> Int {
    passed.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
  }

  /// Whether an operation of the handle waits, or of any: on the loop's thread.
  var isSuspended: Bool {
    // SAFETY: this is the loop's thread.
    if let handle {
      let slot = unsafe handle.core.registration.slot
      return unsafe slot.pointee.reading.waiter != nil || slot.pointee.writing.waiter != nil
    }
    var isAny = false
    unsafe loop.slots.withEach { slot in
      unsafe isAny = isAny || DescriptorSlot.state(direction, of: slot).pointee.waiter != nil
    }
    return isAny
  }
}
