import ArgumentParser

/// `switchboard sessions`.
struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions",
    abstract: "Shows who is connected to a running server, and ends sessions.",
    subcommands: [SessionsList.self, SessionsEnd.self],
    defaultSubcommand: SessionsList.self
  )
}
