import CPlatform
import Foundation
import Glibc
import SystemCalls

/// A program that a test starts beside itself: the other end, which somebody else wrote.
///
/// It is looked up in `PATH`, gets no shell in between, and never outlives the call that started
/// it.
package struct Program: Sendable {
  /// What a program left when it had ended by itself.
  package struct Outcome: Sendable {
    /// Its exit status, or the negative number of the signal that ended it.
    package var status: Int32
    package var output: String
    package var errors: String
  }

  /// The program had not ended in time and was killed.
  package struct DeadlineExceeded: Error {
    package var command: [String]
    package var deadline: Duration
  }

  /// How long a program may take where a test says nothing: far more than any needs.
  package static let defaultDeadline = Duration.seconds(300)

  private let command: [String]

  /// Names the program and its arguments; nothing is started yet.
  ///
  /// - Parameter command: its name or path, then each argument.
  package init(_ command: [String]) {
    self.command = command
  }

  /// A script of Python 3, its output unbuffered.
  ///
  /// - Parameters:
  ///   - script: the program's text.
  ///   - arguments: what it finds in `sys.argv[1:]`.
  /// - Returns: the program.
  package static func python3(_ script: String, _ arguments: [String] = []) -> Program {
    Program(["python3", "-u", "-c", script] + arguments)
  }

  /// Runs the program to its end.
  ///
  /// Standard input and output are files, so neither side can wait for the other to read.
  ///
  /// - Parameters:
  ///   - input: what it reads from standard input.
  ///   - deadline: how long it may take.
  /// - Returns: its exit status and everything that it wrote.
  /// - Throws: `DeadlineExceeded`; `Errno` where it cannot be started, `ENOENT` where there is
  ///   none.
  package func run(
    input: String = "",
    deadline: Duration = defaultDeadline
  ) async throws -> Outcome {
    try await temporaryDirectory { directory in
      let (output, errors) = (directory + "/output", directory + "/errors")
      try input.write(toFile: directory + "/input", atomically: false, encoding: .utf8)
      let process = try RunningProcess(
        command,
        input: open(directory + "/input", O_RDONLY),
        output: open(output, O_WRONLY | O_CREAT),
        errors: open(errors, O_WRONLY | O_CREAT)
      )
      let status = try await process.supervise(deadline: deadline) {
        try await process.waitForEnd()
      }
      guard !process.wasKilled else {
        throw DeadlineExceeded(command: command, deadline: deadline)
      }
      return Outcome(
        status: status,
        output: try open(output, O_RDONLY).readText(),
        errors: try open(errors, O_RDONLY).readText()
      )
    }
  }

  /// Runs `body` beside the program, for one that serves: it is killed when `body` ends.
  ///
  /// Standard input is empty; what the program writes to standard error goes to that of the test.
  ///
  /// - Parameters:
  ///   - deadline: how long both together may take; then the program is killed, which `body` sees
  ///     as the end of the lines.
  ///   - body: talks to the program; `lines` is its standard output.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws; `Errno` where the program cannot be started, `ENOENT` where
  ///   there is none.
  package func serve<R: Sendable>(
    deadline: Duration = defaultDeadline,
    _ body: (_ lines: ProgramLines) async throws -> R
  ) async throws -> R {
    let (lines, process) = try start()
    return try await process.supervise(deadline: deadline) { try await body(lines) }
  }

  /// Starts the program with its output going to the lines.
  private func start() throws(Errno) -> (ProgramLines, RunningProcess) {
    let output = try System.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let process = try RunningProcess(
      command,
      input: open("/dev/null", O_RDONLY),
      output: output.second,
      errors: FileDescriptor(owning: dup(STDERR_FILENO))
    )
    return (ProgramLines(output.first), process)
  }

  private func open(_ path: String, _ flags: Int32) throws(Errno) -> FileDescriptor {
    // SAFETY: the path lives through the call, which only reads it.
    let number = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw Errno(rawValue: errno) }
    return FileDescriptor(owning: number)
  }
}
