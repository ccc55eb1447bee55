import ArgumentParser

/// `switchboard bans list`, which is `switchboard bans`.
struct BansList: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Shows which addresses are banned, and for how many seconds more.",
    discussion: """
      An address is banned after 'ban-after' failed logins, for 'ban-time'; see 'switchboard \
      configuration'. IPv6 addresses are banned by their first 64 bits.
      """
  )
  static let operation: String? = "bans"

  private static let columns = ["ADDRESS", "SECONDS"]

  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  func execute() async throws -> ExitStatus {
    let client = ControlClient(folder: try data.folder())
    guard case .bans(let bans) = try client.ask(.bans) else {
      throw CommandFailure("the server has given another answer")
    }
    try output.write(bans, columns: Self.columns) { ban in
      [ban.address, String(Int64(ban.seconds.rounded(.up)))]
    }
    return .done
  }
}
