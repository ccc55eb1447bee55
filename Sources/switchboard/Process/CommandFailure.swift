/// Why a command could not do something, in one line.
struct CommandFailure: Error, Hashable, CustomStringConvertible {
  /// Operation and cause.
  var description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Whoever started the command has typed ^C: exit status 130.
struct Interrupted: Error {}
