#if DEBUG
import CPlatform
import Synchronization
import SystemCalls
import TestSupport
import Testing

struct InterruptionTests {
  private static let no: @Sendable () -> Bool = { false }
  private static let yes: @Sendable () -> Bool = { true }

  private struct Stop: Error, Equatable {}

  private final class Answer: Sendable {
    let value = Mutex(false)
  }

  /// Sends a byte, interrupted `times` times first; how often the call was made.
  private func send(interrupted times: Int) throws -> Int {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let fault = FakeKernel.Fault(.send, turns: 1...times, .failure(.interrupted))
    return try FakeKernel.run([fault]) { try pair.first.send([1]) }[.send]
  }

  @Test func `without a hook an interrupted call goes on`() throws {
    #expect(Interruption.goesOn())
    #expect(try send(interrupted: 5) == 6)
  }

  @Test func `a hook that says yes is asked each time`() throws {
    var asked = 0
    let hook = {
      asked += 1
      return true
    }
    let calls = try Interruption.withHook(hook) { try send(interrupted: 3) }
    #expect(asked == 3)
    #expect(calls == 4)
  }

  @Test func `a hook that says no ends the call`() throws {
    var asked = 0
    let hook = {
      asked += 1
      return asked < 2
    }
    #expect(throws: Errno.interrupted) {
      try Interruption.withHook(hook) { try send(interrupted: 3) }
    }
    #expect(asked == 2)
  }

  @Test func `the innermost hook alone is asked`() throws {
    var outer = 0
    var inner = 0
    let outerHook = {
      outer += 1
      return false
    }
    let innerHook = {
      inner += 1
      return true
    }
    Interruption.withHook(outerHook) {
      let answer = Interruption.withHook(innerHook) { Interruption.goesOn() }
      #expect(answer)
      #expect(!Interruption.goesOn())
    }
    #expect(inner == 1)
    #expect(outer == 1)
    #expect(Interruption.goesOn())
  }

  @Test func `a hook ends with its scope, thrown or not`() {
    Interruption.withHook(Self.no) {
      #expect(throws: Stop()) {
        try Interruption.withHook(Self.yes) { throw Stop() }
      }
      #expect(!Interruption.goesOn())
    }
    #expect(Interruption.goesOn())
  }

  @Test func `a hook belongs to its thread`() throws {
    let answer = Answer()
    try Interruption.withHook(Self.no) {
      try SystemThread(name: "elsewhere") { answer.value.withLock { $0 = Interruption.goesOn() } }
        .join()
    }
    #expect(answer.value.withLock { $0 })
  }

  @Test func `a hook gives back what its body returns, which need not be copyable`() throws {
    let event = try Interruption.withHook(Self.yes) { try System.eventfd() }
    #expect(event.number >= 0)
  }
}
#endif
