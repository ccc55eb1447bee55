import Foundation

/// The tutorials' own programs, in Python.
enum Tutorial {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Tutorials")

  /// Runs a client to its end.
  static func client(
    _ name: String,
    _ port: UInt16,
    _ arguments: [String] = [],
    input: String? = nil
  ) throws -> RunningProgram.Ending {
    let program = try start(name, port, arguments, takesInput: input != nil)
    if let input {
      try program.type(input)
      try program.endInput()
    }
    return try program.ending()
  }

  /// Runs a client `count` times at once, and all to their ends; see `crowd.py`.
  static func crowd(
    _ count: Int,
    _ name: String,
    _ port: UInt16,
    _ arguments: [String]
  ) throws -> RunningProgram.Ending {
    let path = folder.appendingPathComponent("crowd.py").path
    let program = try RunningProgram(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["python3", "-B", path, String(count), name, "127.0.0.1", String(port)] + arguments
    )
    return try program.ending(within: crowdSeconds)
  }

  /// How long a crowd may take: as long as it waits for itself, and a little.
  private static let crowdSeconds: TimeInterval = 330

  /// Runs a server while `body` runs.
  static func serving<R>(
    _ name: String,
    _ arguments: [String] = [],
    _ body: (Server) throws -> R
  ) throws -> R {
    let program = try start(name, 0, arguments)
    let result = try body(try Server(program))
    program.signal(SIGTERM)
    _ = try program.ending()
    return result
  }

  private static func start(
    _ name: String,
    _ port: UInt16,
    _ arguments: [String],
    takesInput: Bool = false
  ) throws -> RunningProgram {
    let path = folder.appendingPathComponent(name).path
    return try RunningProgram(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["python3", "-B", path, "127.0.0.1", String(port)] + arguments,
      takesInput: takesInput
    )
  }
}
