import SystemCalls
import TestSupport
import Testing

struct MonitorTests {
  @Test func `threads change the value one after another`() async throws {
    let monitor = Monitor(0)
    try await onThread {
      let threads = 4
      for _ in 0..<threads {
        try SystemThread(name: "adder") {
          for _ in 0..<10_000 { monitor.withLock { $0 += 1 } }
          monitor.notifyOne()
        }.detach()
      }
      let sum = monitor.wait { value, _ in value == threads * 10_000 ? value : nil }
      #expect(sum == 40_000)
    }
  }

  @Test func `one that waits sees what another has changed`() async throws {
    let monitor = Monitor([Int]())
    try await onThread {
      try SystemThread(name: "sender") {
        for number in 0..<100 {
          // Waits until the last one is taken.
          let isSent = monitor.wait { value, _ -> Bool? in
            guard value.isEmpty else { return nil }
            value.append(number)
            return true
          }
          #expect(isSent == true)
          monitor.notifyAll()
        }
      }.detach()
      for number in 0..<100 {
        let taken = monitor.wait { value, _ in value.popLast() }
        #expect(taken == number)
        monitor.notifyAll()
      }
    }
  }

  @Test func `notifying all wakes each that waits`() async throws {
    let monitor = Monitor((isOpen: false, passed: 0))
    try await onThread {
      for _ in 0..<3 {
        try SystemThread(name: "waiter") {
          _ = monitor.wait { value, _ in value.isOpen ? true : nil }
          monitor.withLock { $0.passed += 1 }
          monitor.notifyAll()
        }.detach()
      }
      monitor.withLock { $0.isOpen = true }
      monitor.notifyAll()
      let passed = monitor.wait { value, _ in value.passed == 3 ? value.passed : nil }
      #expect(passed == 3)
    }
  }

  @Test(arguments: [Int64.min, 0, 1, 2_000_000])
  func `a wait ends at its deadline, with a last attempt`(nanoseconds: Int64) async throws {
    let start = MonotonicClock.nanoseconds
    let deadline = nanoseconds == .min ? nanoseconds : start + nanoseconds
    let monitor = Monitor(0)
    try await onThread {
      let result = monitor.wait(until: deadline) { value, isLast -> Int? in
        value = isLast ? -1 : value + 1
        return nil
      }
      #expect(result == nil)
      #expect(monitor.withLock { $0 } == -1)
      #expect(MonotonicClock.nanoseconds >= deadline)
      let last = monitor.wait(until: deadline) { _, isLast in isLast ? "late" : nil }
      #expect(last == "late")
    }
  }

  @Test func `what a body throws gets out, and the lock is free after`() {
    let monitor = Monitor(1)
    #expect(throws: Errno.wouldBlock) {
      try monitor.withLock { value throws(Errno) in
        value = 2
        throw .wouldBlock
      }
    }
    #expect(monitor.withLock { $0 } == 2)
  }

  @Test func `the value ends with the monitor`() {
    final class Content: Sendable {}
    weak var content: Content?
    do {
      let monitor = Monitor(Content())
      content = monitor.withLock { $0 }
      #expect(content != nil)
    }
    #expect(content == nil)
  }
}
