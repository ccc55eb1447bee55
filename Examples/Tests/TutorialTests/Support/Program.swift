import Foundation
import Testing

/// Our seven programs.
enum Program: String, CaseIterable, CustomTestStringConvertible {
  case upper
  case reply
  case remoteCommand = "remote-command"
  case framedCommand = "framed-command"
  case udpHello = "udp-hello"
  case loopChat = "loop-chat"
  case fileTransfer = "file-transfer"

  var testDescription: String { rawValue }

  /// Where the build has put it: beside the tests.
  var executable: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent(rawValue)
  }

  /// Starts it with any command line.
  func start(
    _ arguments: [String],
    takesInput: Bool = false,
    readsOutput: Bool = true
  ) throws -> RunningProgram {
    try RunningProgram(
      executable,
      arguments,
      takesInput: takesInput,
      readsOutput: readsOutput
    )
  }

  /// Starts its client at a terminal.
  func startClient(
    _ port: UInt16,
    _ arguments: [String] = [],
    at terminal: Terminal
  ) throws -> RunningProgram {
    try RunningProgram(
      executable,
      ["client", "127.0.0.1", String(port)] + arguments,
      terminal: terminal
    )
  }

  /// Runs it to its end.
  func run(_ arguments: [String], input: String? = nil) throws -> RunningProgram.Ending {
    let program = try start(arguments, takesInput: input != nil)
    if let input {
      // A program that leaves early does not read all of it.
      try? program.type(input)
      try program.endInput()
    }
    return try program.ending()
  }

  /// Runs its client.
  func client(
    _ port: UInt16,
    _ arguments: [String] = [],
    input: String? = nil
  ) throws -> RunningProgram.Ending {
    try run(["client", "127.0.0.1", String(port)] + arguments, input: input)
  }

  /// Runs its server while `body` runs, ends it by SIGTERM, and sees to it that it kept the
  /// contract: status 0, and nothing but the line `listening` on standard output.
  func serving<R>(
    _ arguments: [String] = [],
    by flavour: Flavour = .threads,
    grace: Int = 1,
    _ body: (Server) throws -> R
  ) throws -> R {
    let program = try start(
      ["server", "127.0.0.1", "0"] + arguments + flavour.arguments + ["--grace", String(grace)]
    )
    let server = try Server(program)
    let result = try body(server)
    program.signal(SIGTERM)
    let ending = try program.ending()
    #expect(ending.status == 0, "\(ending.errors.suffix(500))")
    let protocolName = self == .udpHello ? "udp" : "tcp"
    #expect(ending.output == "listening \(protocolName) 127.0.0.1:\(server.port)\n")
    return result
  }
}

/// A server that listens.
struct Server {
  let program: RunningProgram
  let port: UInt16

  /// Waits for the line `listening`.
  init(_ program: RunningProgram) throws {
    self.program = program
    port = try program.output.wait(for: "listening line") { output in
      guard let end = output.firstIndex(of: "\n") else { return nil }
      return output[..<end].split(separator: ":").last.flatMap { UInt16($0) }
    }
  }

  /// Waits until the server has said something on standard error.
  func waitForLog(_ words: String) throws {
    try program.errors.wait(for: words) { $0.contains(words) ? () : nil }
  }
}
