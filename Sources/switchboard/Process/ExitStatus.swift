/// What a command tells whoever started it.
enum ExitStatus: Int32, Sendable {
  /// All that was asked is done.
  case done = 0
  /// Something failed, and was told on standard error; the rest is done.
  case failed = 1
  /// What was asked cannot be understood; nothing is done.
  case usage = 2
  /// Whoever started the command has interrupted it.
  case interrupted = 130
}
