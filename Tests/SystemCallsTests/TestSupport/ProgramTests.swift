import TestSupport
import Testing

struct ProgramTests {
  @Test func `a program's status, output and errors come back`() async throws {
    let script =
      "import sys; print(sys.stdin.read().upper()); print(9, file=sys.stderr); sys.exit(3)"
    let outcome = try await Program.python3(script).run(input: "hello")
    #expect(outcome.status == 3)
    #expect(outcome.output == "HELLO\n")
    #expect(outcome.errors == "9\n")
  }

  @Test func `a program that writes and reads more than a pipe holds ends`() async throws {
    let input = String(repeating: "0123456789", count: 100_000)
    let script = "import sys; sys.stdout.write(sys.stdin.read() * 3)"
    #expect(try await Program.python3(script).run(input: input).output.utf8.count == 3_000_000)
  }

  @Test func `a program that a signal ends has its negative number as status`() async throws {
    let script = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    #expect(try await Program.python3(script).run().status == -15)
  }

  @Test func `a program that does not end is killed at the deadline`() async throws {
    let endless = Program(["sleep", "1000"])
    await #expect(throws: Program.DeadlineExceeded.self) {
      try await endless.run(deadline: .milliseconds(50))
    }
  }

  @Test func `a program that serves gives its lines and is gone after the body`() async throws {
    let script = "print('one'); print('two'); import signal; signal.pause()"
    let lines = try await Program.python3(script).serve { lines in
      [try await lines.next(), try await lines.next()]
    }
    #expect(lines == ["one", "two"])
  }

  @Test func `the lines end where the program ends, and a body's error gets out`() async throws {
    struct Enough: Error {}
    await #expect(throws: Enough.self) {
      try await Program(["printf", "last"]).serve { lines in
        #expect(try await lines.next() == "last")
        #expect(try await lines.next() == nil)
        throw Enough()
      }
    }
  }

  @Test func `a program that does not exist says so by env's status`() async throws {
    #expect(try await Program(["no-such-program-here"]).run().status == 127)
  }
}
