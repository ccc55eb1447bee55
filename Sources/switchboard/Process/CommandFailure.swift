import SystemCalls

/// Why a command could not do something, in one line.
struct CommandFailure: Error, Hashable, CustomStringConvertible {
  /// Operation and cause.
  var description: String

  init(_ description: String) {
    self.description = description
  }
}

extension CommandFailure {
  /// Makes calls of the system that are about a file, and names that where one fails.
  static func naming<R: ~Copyable>(
    _ path: [UInt8],
    _ body: () throws(Errno) -> R
  ) throws(CommandFailure) -> R {
    do throws(Errno) { return try body() } catch { throw CommandFailure(error, naming: path) }
  }

  /// What a call of the system has said of a file.
  init(_ error: Errno, naming path: [UInt8]) {
    self.init("\(String(decoding: path, as: UTF8.self)): \(error.description)")
  }
}

/// Whoever started the command has typed ^C: exit status 130.
struct Interrupted: Error {}
