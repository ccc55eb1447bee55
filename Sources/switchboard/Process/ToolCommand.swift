import ArgumentParser

/// A command of the tool that does something; those that only have subcommands are none.
protocol ToolCommand: ParsableCommand {
  /// Does it.
  ///
  /// - Returns: whether all of it is done; what failed was told.
  /// - Throws: `UsageError` for what the parser could not know; anything else is told, and is a
  ///   failure.
  func execute() async throws -> ExitStatus
}
