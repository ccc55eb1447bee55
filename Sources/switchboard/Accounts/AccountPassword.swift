import Accounts
import ArgumentParser

/// `switchboard account password`.
struct AccountPassword: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "password",
    abstract: "Gives an account another password.",
    discussion: "It is asked for twice on a terminal, else --password-stdin must be given."
  )
  static let operation: String? = "account password"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var name: AccountName

  @OptionGroup var data: DataOption
  @OptionGroup var password: PasswordOptions

  func execute() async throws -> ExitStatus {
    try password.requireSource()
    let accounts = try data.folder().existingAccounts()
    guard try accounts.account(named: name) != nil else { throw AccountError.noSuchAccount(name) }
    let hash = try PasswordHash(of: try password.read(for: name.text))
    try accounts.setPasswordHash(hash, of: name)
    return .done
  }
}
