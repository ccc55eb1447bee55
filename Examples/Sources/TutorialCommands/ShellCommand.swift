public import Foundation
import Sockets

/// A command of the shell, run for a client: `sh -c`.
///
/// WHOEVER MAY SEND IT COMMANDS OWNS THE ACCOUNT IT RUNS AS. There is no password, no list of what is
/// allowed and no undo: this is what the tutorials teach, and what nobody should put on a network.
public struct ShellCommand {
  /// The longest output of each kind, in bytes; a command that says more is ended.
  public static let outputBytesMax = 16 << 20
  /// How long a command may run.
  public static let timeMax = Duration.seconds(60)

  /// What a command has said.
  public struct Output {
    /// Its standard output.
    public var standard = Data()
    /// Its standard error, empty where that was not asked for.
    public var error = Data()
  }

  /// Why a command was ended before its end.
  public enum Failure: Error, CustomStringConvertible {
    /// It ran for longer than `timeMax`.
    case tookTooLong
    /// It said more than `outputBytesMax`.
    case saidTooMuch

    /// One line.
    public var description: String {
      switch self {
      case .tookTooLong: "command ended after \(ShellCommand.timeMax)"
      case .saidTooMuch: "command ended after \(ShellCommand.outputBytesMax) bytes of output"
      }
    }
  }

  private let process = Process()
  private let standardOutput = Pipe()
  private let standardError: Pipe?

  /// A command, not running yet.
  ///
  /// - Parameters:
  ///   - line: for the shell.
  ///   - keepsErrorOutput: whether its standard error is wanted; else it is thrown away.
  public init(_ line: String, keepsErrorOutput: Bool) {
    standardError = keepsErrorOutput ? Pipe() : nil
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = standardOutput
    process.standardError = standardError ?? FileHandle.nullDevice
  }

  /// Runs the command to its end and gives what it said; how it ended does not matter.
  ///
  /// Both outputs are read as they come: a command that fills the one while the other is waited for
  /// would never end.
  public func run() throws -> Output {
    try process.run()
    defer { end() }
    var output = Output()
    var isOpen = (standard: true, error: standardError != nil)
    let deadline = ContinuousClock.now + Self.timeMax
    while isOpen.standard || isOpen.error {
      var list = ReadinessList()
      // poll(2) passes over negative numbers.
      list.append(
        isOpen.standard ? standardOutput.fileHandleForReading.fileDescriptor : -1,
        for: .receiving
      )
      list.append(
        isOpen.error ? standardError?.fileHandleForReading.fileDescriptor ?? -1 : -1,
        for: .receiving
      )
      guard try list.wait(timeout: deadline - ContinuousClock.now) > 0 else {
        throw Failure.tookTooLong
      }
      if list[0] != [] { isOpen.standard = try read(standardOutput, into: &output.standard) }
      if let standardError, list[1] != [] {
        isOpen.error = try read(standardError, into: &output.error)
      }
    }
    return output
  }

  /// Reads what is there; false at the end.
  private func read(_ pipe: Pipe, into data: inout Data) throws -> Bool {
    let piece = pipe.fileHandleForReading.availableData
    guard data.count + piece.count <= Self.outputBytesMax else { throw Failure.saidTooMuch }
    data += piece
    return !piece.isEmpty
  }

  private func end() {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    try? standardOutput.fileHandleForReading.close()
    try? standardError?.fileHandleForReading.close()
  }
}
