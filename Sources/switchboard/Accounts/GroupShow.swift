import Accounts
import ArgumentParser

/// `switchboard account group show`.
struct GroupShow: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what is set for a group: a line for each setting."
  )
  static let operation: String? = "account group show"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var name: AccountName

  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  func execute() async throws -> ExitStatus {
    guard let group = try data.folder().existingAccounts().group(named: name) else {
      throw AccountError.noSuchGroup(name)
    }
    let report = GroupReport(group)
    if output.isJSON {
      try output.writeJSON(report)
    } else {
      try output.write(report.settings, columns: ["SETTING", "VALUE"]) { [$0.name, $0.value] }
    }
    return .done
  }
}
