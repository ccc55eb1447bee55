import Accounts
import ArgumentParser

/// `switchboard account group remove`.
struct GroupRemove: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Removes groups; their accounts stay, without what the group has set for them."
  )
  static let operation: String? = "account group remove"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var names: [AccountName]

  @OptionGroup var data: DataOption

  func execute() async throws -> ExitStatus {
    let accounts = try data.folder().existingAccounts()
    return Self.each(names) { name throws(AccountError) in try accounts.removeGroup(named: name) }
  }
}
