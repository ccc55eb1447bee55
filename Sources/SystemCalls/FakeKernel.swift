#if DEBUG
internal import Glibc
internal import Synchronization

/// A kernel that fails on request, for tests: not compiled into release builds.
///
/// A script is a list of faults; each says which call, at which turn, and what happens. Calls that
/// no fault names go to the real kernel. Every call is counted while a script is in force, so a
/// test can also say which calls were *not* made.
package enum FakeKernel {
  package struct Fault: Sendable {
    package enum Effect: Sendable {
      /// The call fails with this code; the kernel is not asked, except to close: a failed close(2)
      /// has released the descriptor too.
      case failure(Errno)
      /// The call is made for at most this many bytes.
      case short(Int)
      /// The call answers this number, not negative; the kernel is not asked, so no memory is
      /// filled and no descriptor made.
      case success(Int)
    }

    package var call: SystemCall
    /// The turns of the call, counted from 1, at which it happens.
    package var turns: ClosedRange<Int>
    package var effect: Effect

    package init(_ call: SystemCall, turns: ClosedRange<Int> = 1...1, _ effect: Effect) {
      self.call = call
      self.turns = turns
      self.effect = effect
    }
  }

  package enum Scope {
    /// Only the calls of the thread that runs the body.
    case thisThread
    /// The calls of every thread: for a test that runs alone.
    case allThreads
  }

  /// How often each call was made in the scope of a script.
  package struct Record: Sendable {
    package fileprivate(set) var counts: [SystemCall: Int] = [:]

    package subscript(call: SystemCall) -> Int { counts[call, default: 0] }
  }

  private struct Script {
    var id: Int
    /// Nil for all.
    var thread: ThreadIdentity?
    var faults: [Fault]
    var record = Record()
  }

  private struct State {
    var nextID = 0
    var scripts: [Script] = []
  }

  private static let state = Mutex(State())
  private static let scriptCount = Atomic(0)

  /// Runs `body` under a script.
  ///
  /// Scripts nest: each counts, and the innermost that has a fault for a call decides.
  ///
  /// - Parameters:
  ///   - faults: what is to happen; of several for one turn of a call the first counts.
  ///   - scope: whose calls are meant.
  ///   - body: makes the calls.
  /// - Returns: how often each call was made; a call made again after `EINTR` counts again.
  /// - Throws: what `body` throws.
  @discardableResult
  package static func run<E: Error>(
    _ faults: [Fault],
    scope: Scope = .thisThread,
    _ body: () throws(E) -> Void
  ) throws(E) -> Record {
    let thread: ThreadIdentity? =
      switch scope {
      case .thisThread: .current
      case .allThreads: nil
      }
    let id = begin(faults, thread)
    defer { end(id) }
    try body()
    return record(of: id)
  }

  /// Runs `body` under a script for the calls of one thread, wherever the body itself runs: that of
  /// an event loop, say.
  ///
  /// - Parameters:
  ///   - faults: as above.
  ///   - thread: whose calls are meant; it must not end before the body does.
  ///   - body: sees to it that the thread makes the calls.
  /// - Returns: how often each call was made, by the end of the body.
  /// - Throws: what `body` throws.
  @discardableResult
  package static func run<E: Error>(
    _ faults: [Fault],
    on thread: ThreadIdentity,
    _ body: nonisolated(nonsending) () async throws(E) -> Void
  ) async throws(E) -> Record {
    let id = begin(faults, thread)
    defer { end(id) }
    try await body()
    return record(of: id)
  }

  private static func begin(_ faults: [Fault], _ thread: ThreadIdentity?) -> Int {
    scriptCount.add(1, ordering: .relaxed)
    return state.withLock { state in
      state.nextID += 1
      state.scripts.append(Script(id: state.nextID, thread: thread, faults: faults))
      return state.nextID
    }
  }

  private static func end(_ id: Int) {
    scriptCount.subtract(1, ordering: .relaxed)
    state.withLock { state in state.scripts.removeAll { $0.id == id } }
  }

  private static func record(of id: Int) -> Record {
    state.withLock { state in state.scripts.first { $0.id == id }?.record ?? Record() }
  }

  static func answer(_ call: SystemCall, _ count: Int, _ attempt: (Int) -> Int) -> Int {
    guard scriptCount.load(ordering: .relaxed) > 0, let effect = effect(of: call) else {
      return attempt(count)
    }
    switch effect {
    case .failure(let error):
      if call == .close { _ = attempt(count) }
      errno = error.rawValue
      return -1
    case .short(let limit):
      return attempt(min(count, limit))
    case .success(let result):
      return result
    }
  }

  /// Counts the call in every script that sees it; the innermost script with a fault for it
  /// decides.
  private static func effect(of call: SystemCall) -> Fault.Effect? {
    let thread = ThreadIdentity.current
    return state.withLock { state in
      var effect: Fault.Effect?
      for index in state.scripts.indices {
        if let only = state.scripts[index].thread, only != thread { continue }
        let turn = state.scripts[index].record[call] + 1
        state.scripts[index].record.counts[call] = turn
        let fault = state.scripts[index].faults.first {
          $0.call == call && $0.turns.contains(turn)
        }
        effect = fault?.effect ?? effect
      }
      return effect
    }
  }
}
#endif
