import Foundation
import Synchronization

/// A program that a test has started, and that ends with the test at the latest.
final class RunningProgram {
  private let process = Process()
  private let end = DispatchSemaphore(value: 0)
  private var standardInput: FileHandle?
  /// What it says on standard output.
  let output: CollectedOutput
  /// What it says on standard error.
  let errors: CollectedOutput

  /// Held while pipes are made and handed over: programs that are started meanwhile would inherit
  /// them, and keep them open.
  private static let starting = Mutex(())

  /// A write to a program that has ended is an error and not the end of all tests.
  private static let survivesBrokenPipes: Void = { Foundation.signal(SIGPIPE) { _ in } }()

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - executable: its file.
  ///   - arguments: what follows its name.
  ///   - takesInput: whether `type` and `endInput` give it standard input; else that is empty.
  ///   - readsOutput: whether somebody reads its standard output; else that is a broken pipe.
  ///   - terminal: where it is to run; then `output` is all that shows there, and `type` types
  ///     there.
  /// - Throws: where it cannot be started.
  init(
    _ executable: URL,
    _ arguments: [String],
    takesInput: Bool = false,
    readsOutput: Bool = true,
    terminal: Terminal? = nil
  ) throws {
    Self.survivesBrokenPipes
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["PYTHONUTF8": "1"]) { _, ours in ours }
    process.terminationHandler = { [end] _ in end.signal() }
    (output, errors, standardInput) = try Self.starting.withLock { [process] _ in
      if let terminal { return try Self.start(process, at: terminal) }
      let pipes = (output: Pipe(), errors: Pipe(), input: takesInput ? Pipe() : nil)
      process.standardOutput = pipes.output
      process.standardError = pipes.errors
      process.standardInput = pipes.input ?? FileHandle.nullDevice
      if !readsOutput { try pipes.output.fileHandleForReading.close() }
      try process.run()
      return (
        CollectedOutput(readsOutput ? pipes.output.fileHandleForReading : .nullDevice),
        CollectedOutput(pipes.errors.fileHandleForReading), pipes.input?.fileHandleForWriting
      )
    }
  }

  private static func start(
    _ process: Process,
    at terminal: Terminal
  ) throws -> (CollectedOutput, CollectedOutput, FileHandle?) {
    process.standardInput = terminal.program
    process.standardOutput = terminal.program
    process.standardError = terminal.program
    try process.run()
    try terminal.program.close()
    return (CollectedOutput(terminal.user), CollectedOutput(.nullDevice), terminal.user)
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// How a program has ended.
  struct Ending {
    /// The exit status, or where a signal ended it, minus the signal's number.
    var status: Int32
    var output: String
    var errors: String
  }

  /// Writes to its standard input.
  func type(_ text: String) throws {
    try standardInput?.write(contentsOf: Data(text.utf8))
  }

  /// Ends its standard input.
  func endInput() throws {
    try standardInput?.close()
    standardInput = nil
  }

  /// How many descriptors it has open.
  var descriptorCount: Int {
    get throws {
      let folder = "/proc/\(process.processIdentifier)/fd"
      return try FileManager.default.contentsOfDirectory(atPath: folder).count
    }
  }

  /// Sends it a signal.
  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits for its end.
  func ending(within seconds: TimeInterval = Patience.seconds) throws -> Ending {
    guard end.wait(timeout: .now() + seconds) == .success else {
      signal(SIGKILL)
      throw Failure(
        "the program does not end: \(output.text.suffix(300)) \(errors.text.suffix(300))"
      )
    }
    // For whoever asks again.
    end.signal()
    let number = process.terminationStatus
    return Ending(
      status: process.terminationReason == .exit ? number : -number,
      output: String(decoding: try output.complete(), as: UTF8.self),
      errors: String(decoding: try errors.complete(), as: UTF8.self)
    )
  }
}
