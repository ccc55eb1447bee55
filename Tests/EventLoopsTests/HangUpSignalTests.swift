import EventLoops
import Glibc
import Testing

/// Signals are a whole process's affair, so each test has a process of its own.
struct HangUpSignalTests {
  @Test func `each SIGHUP ends a wait, and the process lives on`() async {
    await #expect(processExitsWith: .success) {
      let signal = try HangUpSignal()
      let group = try EventLoopGroup(loops: 1)
      for _ in 0..<3 {
        kill(getpid(), SIGHUP)
        try await signal.wait(on: group.loops[0])
      }
      await group.shutdown()
    }
  }

  @Test func `those that come while nobody waits count as one`() async {
    await #expect(processExitsWith: .success) {
      let signal = try HangUpSignal()
      let group = try EventLoopGroup(loops: 1)
      for _ in 0..<5 { kill(getpid(), SIGHUP) }
      try await signal.wait(on: group.loops[0])
      await withTaskGroup { tasks in
        tasks.addTask {
          await #expect(throws: WaitFailure.cancelled) {
            try await signal.wait(on: group.loops[0])
          }
        }
        tasks.cancelAll()
      }
      await group.shutdown()
    }
  }
}
