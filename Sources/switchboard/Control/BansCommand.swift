import ArgumentParser

/// `switchboard bans`.
struct BansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bans",
    abstract: "Shows which addresses a running server has banned, and lifts bans.",
    subcommands: [BansList.self, BansLift.self],
    defaultSubcommand: BansList.self
  )
}
