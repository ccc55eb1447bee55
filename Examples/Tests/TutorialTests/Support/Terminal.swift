import Foundation

/// A terminal: what a program reads and writes at one end, a user types and sees at the other.
struct Terminal {
  /// The user's end.
  let user: FileHandle
  /// The program's end.
  let program: FileHandle

  /// What a user types to end the input, at the beginning of a line.
  static let endOfInput = "\u{4}"

  /// Opens one: openpty(3).
  init() throws {
    var ends: (user: Int32, program: Int32) = (-1, -1)
    // SAFETY: openpty writes the two numbers, which live until it returns.
    guard unsafe openpty(&ends.user, &ends.program, nil, nil, nil) == 0 else {
      throw Failure("no terminal: \(errno)")
    }
    // Other programs must not keep it open. (One that is started at this very moment may; it ends.)
    for number in [ends.user, ends.program] { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    user = FileHandle(fileDescriptor: ends.user, closeOnDealloc: true)
    program = FileHandle(fileDescriptor: ends.program, closeOnDealloc: true)
  }
}
