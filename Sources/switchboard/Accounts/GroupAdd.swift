import Accounts
import ArgumentParser

/// `switchboard account group add`.
struct GroupAdd: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Adds a group.",
    discussion: "A home that is set for a group is one that all its accounts share."
  )
  static let operation: String? = "account group add"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var name: AccountName

  @OptionGroup var data: DataOption
  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func execute() async throws -> ExitStatus {
    var chosen = AccountSettings()
    settings.apply(to: &chosen)
    let folder = try data.folder()
    let accounts = try folder.accounts()
    try accounts.addGroup(AccountGroup(name: name, settings: chosen))
    if let home = chosen.home { try folder.makeHome(at: home) }
    return .done
  }
}
