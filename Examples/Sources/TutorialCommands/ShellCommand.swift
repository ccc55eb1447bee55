public import Foundation
public import Sockets
import Synchronization

/// A command of the shell, run for a client: `sh -c`.
///
/// WHOEVER MAY SEND IT COMMANDS OWNS THE ACCOUNT IT RUNS AS. There is no password, no list of what
/// is allowed and no undo: this is what the tutorials teach, and what nobody should put on a
/// network.
public struct ShellCommand {
  /// The longest output of each kind, in bytes; a command that says more is ended.
  public static let outputBytesMax = 16 << 20
  /// How long a command may run.
  public static let timeMax = Duration.seconds(60)
  /// How many clients a command server has at once: each may have a process and its pipes.
  public static let clientsMax = 100

  /// What a command has said.
  public struct Output {
    /// Its standard output.
    public var standard = Data()
    /// Its standard error, empty where that was not asked for.
    public var error = Data()
  }

  /// Why a command was not run, or was ended before its end.
  public enum Failure: Error, CustomStringConvertible {
    /// Its bytes are not UTF-8, or have a NUL among them.
    case noText
    /// It ran for longer than `timeMax`.
    case tookTooLong
    /// It said more than `outputBytesMax`.
    case saidTooMuch
    /// Its client's connection has ended.
    case clientGone
    /// The system gives this program no further descriptors to start it with.
    case tooManyOpenFiles

    /// One line.
    public var description: String {
      switch self {
      case .noText: "command is not text"
      case .tookTooLong: "command ended after \(ShellCommand.timeMax)"
      case .saidTooMuch: "command ended after \(ShellCommand.outputBytesMax) bytes of output"
      case .clientGone: "command ended: its client has gone"
      case .tooManyOpenFiles: "command not started: too many open files"
      }
    }
  }

  private let line: String
  private let keepsErrorOutput: Bool

  /// A command, not running yet.
  ///
  /// - Parameters:
  ///   - bytes: a line for the shell.
  ///   - keepsErrorOutput: whether its standard error is wanted; else it is thrown away.
  /// - Throws: `Failure.noText`.
  public init(_ bytes: [UInt8], keepsErrorOutput: Bool) throws(Failure) {
    guard !bytes.contains(0), let line = String(validating: bytes, as: UTF8.self) else {
      throw .noText
    }
    self.line = line
    self.keepsErrorOutput = keepsErrorOutput
  }

  /// Runs the command and gives what it said until it closed its outputs; how it ended does not
  /// matter.
  ///
  /// Both outputs are read as they come: a command that fills the one while the other is waited for
  /// would never end. What it has started in the background and cut off from its outputs goes on.
  ///
  /// - Parameter client: for whom; where both halves of the connection end, so does the command.
  /// - Returns: what it said.
  /// - Throws: a `Failure`, after the command and all of its process group have been ended.
  public func run(for client: borrowing Socket) throws -> Output {
    let command = try RunningCommand(line, keepsErrorOutput: keepsErrorOutput)
    defer { command.closePipes() }
    do { return try command.output(for: client) } catch {
      command.end()
      throw error
    }
  }
}

/// A shell that runs a command, and the ends of its pipes.
private struct RunningCommand {
  private let process = Process()
  private let standardOutput: FileHandle
  private let standardError: FileHandle?

  /// Held while pipes are made and handed over.
  ///
  /// Foundation's pipes are inherited by every program that another thread starts meanwhile, and
  /// end only when that program has ended too.
  private static let starting = Mutex(())

  init(_ line: String, keepsErrorOutput: Bool) throws {
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.standardInput = FileHandle.nullDevice
    (standardOutput, standardError) = try Self.starting.withLock { [process] _ in
      try Self.requireDescriptors()
      let output = Pipe()
      let error = keepsErrorOutput ? Pipe() : nil
      process.standardOutput = output
      process.standardError = error ?? FileHandle.nullDevice
      try process.run()
      return (output.fileHandleForReading, error?.fileHandleForReading)
    }
  }

  /// Throws where there are not enough descriptors left to start a program: Foundation would end
  /// this one.
  private static func requireDescriptors() throws {
    var spare: [Int32] = []
    defer { for number in spare { close(number) } }
    for _ in 0..<descriptorsForStarting {
      let number = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)
      guard number >= 0 else { throw ShellCommand.Failure.tooManyOpenFiles }
      spare.append(number)
    }
  }

  /// Two pipes, the null device, and what Foundation opens for itself, with some to spare for the
  /// connections that are accepted meanwhile.
  private static let descriptorsForStarting = 16

  func output(for client: borrowing Socket) throws -> ShellCommand.Output {
    var output = ShellCommand.Output()
    var isOpen = (standard: true, error: standardError != nil)
    let deadline = ContinuousClock.now + ShellCommand.timeMax
    while isOpen.standard || isOpen.error {
      var list = ReadinessList()
      // poll(2) passes over negative numbers.
      list.append(isOpen.standard ? standardOutput.fileDescriptor : -1, for: .receiving)
      list.append(isOpen.error ? standardError?.fileDescriptor ?? -1 : -1, for: .receiving)
      list.append(client, for: [])
      guard try list.wait(timeout: deadline - ContinuousClock.now) > 0 else {
        throw ShellCommand.Failure.tookTooLong
      }
      guard list[2] == [] else { throw ShellCommand.Failure.clientGone }
      if list[0] != [] { isOpen.standard = try Self.read(standardOutput, into: &output.standard) }
      if let standardError, list[1] != [] {
        isOpen.error = try Self.read(standardError, into: &output.error)
      }
    }
    return output
  }

  /// Closes what Foundation keeps open for longer than anybody can use it.
  func closePipes() {
    try? standardOutput.close()
    try? standardError?.close()
  }

  /// Ends the shell and what it has started.
  func end() {
    // Foundation gives each process a group of its own, whose number is the process's.
    kill(-process.processIdentifier, SIGKILL)
  }

  /// Reads what is there; false at the end.
  private static func read(_ pipe: FileHandle, into data: inout Data) throws -> Bool {
    let piece = pipe.availableData
    guard data.count + piece.count <= ShellCommand.outputBytesMax else {
      throw ShellCommand.Failure.saidTooMuch
    }
    data += piece
    return !piece.isEmpty
  }
}
