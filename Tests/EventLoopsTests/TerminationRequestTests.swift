import EventLoops
import Glibc
import Testing

/// Signals are a whole process's affair, so each test has a process of its own.
struct TerminationRequestTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func `a signal ends the wait`(_ number: Int32) async {
    await #expect(processExitsWith: .success) { [number] in
      let request = try TerminationRequest()
      let group = try EventLoopGroup(loops: 1)
      #expect(!request.isMade)
      kill(getpid(), number)
      try await request.wait(on: group.loops[0])
      #expect(request.isMade)
      // It stays made, for whoever asks later.
      try await request.wait(on: group.loops[0])
      await group.shutdown()
    }
  }

  @Test func `a task on each loop can wait, and a signal ends all waits`() async {
    await #expect(processExitsWith: .success) {
      let request = try TerminationRequest()
      let group = try EventLoopGroup(loops: 2)
      try await withThrowingTaskGroup { tasks in
        for loop in group.loops {
          tasks.addTask { try await request.wait(on: loop) }
        }
        kill(getpid(), SIGTERM)
        try await tasks.waitForAll()
      }
      await group.shutdown()
    }
  }

  @Test func `a task that is cancelled waits no more, and the next one can`() async {
    await #expect(processExitsWith: .success) {
      let request = try TerminationRequest()
      let group = try EventLoopGroup(loops: 1)
      let loop = group.loops[0]
      for _ in 0..<3 {
        await withTaskGroup { tasks in
          tasks.addTask {
            await #expect(throws: WaitFailure.cancelled) { try await request.wait(on: loop) }
          }
          tasks.cancelAll()
        }
      }
      kill(getpid(), SIGTERM)
      try await request.wait(on: loop)
      await group.shutdown()
    }
  }

  @Test func `a second signal ends the process with 128 and its number`() async {
    await #expect(processExitsWith: .exitCode(128 + SIGINT)) {
      let request = try TerminationRequest()
      let group = try EventLoopGroup(loops: 1)
      kill(getpid(), SIGTERM)
      try await request.wait(on: group.loops[0])
      kill(getpid(), SIGINT)
      _ = poll(nil, 0, 10_000)
      exit(99)
    }
  }
}
