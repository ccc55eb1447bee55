import Accounts
import ArgumentParser

/// `switchboard account group list`.
struct GroupList: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the groups, each with what is set for it.",
    discussion: "On a terminal it is a table; else a line for each, with a tab behind the name."
  )
  static let operation: String? = "account group list"

  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  func execute() async throws -> ExitStatus {
    let groups = try data.folder().existingAccounts().groups().map(GroupReport.init)
    try output.write(groups, columns: ["NAME", "SETTINGS"]) { group in
      [group.name, group.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")]
    }
    return .done
  }
}
