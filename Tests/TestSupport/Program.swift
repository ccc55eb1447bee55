import Foundation

/// A program that a test starts beside itself: the other end, which somebody else wrote.
///
/// It is looked up in `PATH`, gets no shell in between, and never outlives the call that started it.
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
  package static let defaultDeadline = Duration.seconds(30)

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
  /// - Throws: `DeadlineExceeded`, or Foundation's error where it cannot be started.
  package func run(
    input: String = "",
    deadline: Duration = defaultDeadline
  ) async throws -> Outcome {
    try await temporaryDirectory { directory in
      try input.write(toFile: directory + "/input", atomically: false, encoding: .utf8)
      let process = unstarted()
      let files = [
        try FileHandle(forReadingFrom: URL(fileURLWithPath: directory + "/input")),
        try newFile(directory + "/output"),
        try newFile(directory + "/errors"),
      ]
      defer { for file in files { try? file.close() } }
      process.standardInput = files[0]
      process.standardOutput = files[1]
      process.standardError = files[2]
      let running = try await RunningProcess(process)
      try await running.supervise(deadline: deadline) { try await running.waitForEnd() }
      guard !running.wasKilled else {
        throw DeadlineExceeded(command: command, deadline: deadline)
      }
      return Outcome(
        status: process.terminationReason == .exit
          ? process.terminationStatus : -process.terminationStatus,
        output: try String(contentsOfFile: directory + "/output", encoding: .utf8),
        errors: try String(contentsOfFile: directory + "/errors", encoding: .utf8)
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
  /// - Throws: what `body` throws, or Foundation's error where it cannot be started.
  package func serve<R: Sendable>(
    deadline: Duration = defaultDeadline,
    _ body: (_ lines: ProgramLines) async throws -> R
  ) async throws -> R {
    let output = Pipe()
    defer { try? output.fileHandleForReading.close() }
    let process = unstarted()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    let running = try await RunningProcess(process)
    return try await running.supervise(deadline: deadline) {
      try await body(ProgramLines(output.fileHandleForReading))
    }
  }

  private func unstarted() -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    return process
  }

  private func newFile(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }
}
