import Foundation
import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct EventLoopTests {
  @Test func `a loop is current on its thread alone`() async throws {
    try await withEventLoops(2) { group in
      let (first, second) = (group.loops[0], group.loops[1])
      #expect(EventLoop.current == nil)
      #expect(!first.isCurrent)
      let seen = await first.run {
        [EventLoop.current === first, first.isCurrent, second.isCurrent]
      }
      #expect(seen == [true, true, false])
      #expect(EventLoop.current == nil)
    }
  }

  @Test func `a loop's thread stays the same, and is called by the loop's number`() async throws {
    try await withEventLoops(2) { group in
      let threads = [await group.loops[0].thread, await group.loops[1].thread]
      #expect(threads[0] != threads[1])
      for loop in group.loops {
        #expect(await loop.thread == threads[loop.index])
        let name = await loop.run { try? threadName() }
        #expect(name == "loop \(loop.index)")
      }
    }
  }

  @Test func `tasks begin in the order in which they were started`() async throws {
    try await withEventLoop { loop in
      let (gate, order) = (Gate(), Note([Int]()))
      loop.execute { gate.enter(0) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<1000 {
          group.addTask(executorPreference: loop) { order.change { $0.append(number) } }
        }
        gate.open()
        try await group.waitForAll()
      }
      #expect(order.value == Array(0..<1000))
    }
  }

  @Test func `tasks that give way to each other take turns`() async throws {
    try await withEventLoop { loop in
      let (gate, order) = (Gate(), Note([Int]()))
      loop.execute { gate.enter(0) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<3 {
          group.addTask(executorPreference: loop) {
            for _ in 0..<3 {
              order.change { $0.append(number) }
              await Task.yield()
            }
          }
        }
        gate.open()
        try await group.waitForAll()
      }
      #expect(order.value == [0, 1, 2, 0, 1, 2, 0, 1, 2])
    }
  }
}

/// The calling thread's name.
func threadName() throws -> String {
  let file = try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
  return file.trimmingCharacters(in: .newlines)
}
