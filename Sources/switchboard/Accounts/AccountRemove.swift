import Accounts
import ArgumentParser

/// `switchboard account remove`.
struct AccountRemove: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Removes accounts; their sessions end, and their homes stay."
  )
  static let operation: String? = "account remove"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var names: [AccountName]

  @OptionGroup var data: DataOption

  func execute() async throws -> ExitStatus {
    let accounts = try data.folder().existingAccounts()
    return Self.each(names) { name throws(AccountError) in try accounts.removeAccount(named: name) }
  }
}
