import Accounts
import ArgumentParser
import HomeDirectories

/// `switchboard account add`.
struct AccountAdd: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Adds an account, and makes its home.",
    discussion: """
      The password is asked for twice on a terminal, else --password-stdin must be given. The home \
      is made (mode 0700) where it is missing, and belongs to the owner of the data folder.
      """
  )
  static let operation: String? = "account add"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var name: AccountName

  @OptionGroup var data: DataOption
  @OptionGroup var password: PasswordOptions
  @OptionGroup(title: "Settings") var settings: SettingsOptions
  @OptionGroup(title: "Settings") var groups: GroupsOption

  func execute() async throws -> ExitStatus {
    let folder = try data.folder()
    try password.requireSource()
    var chosen = AccountSettings()
    settings.apply(to: &chosen)
    groups.apply(to: &chosen)
    try chosen.validate()
    let accounts = try folder.accounts()
    guard try accounts.account(named: name) == nil else { throw AccountError.accountExists(name) }
    let hash = try PasswordHash(of: try password.read(for: name.text))
    let account = try accounts.addAccount(named: name, settings: chosen, passwordHash: hash)
    do {
      try folder.makeHome(of: account)
    } catch {
      // Without its home the account would be of no use.
      try accounts.removeAccount(named: name)
      throw error
    }
    let isCounted = try UsageCount.complete(accounts, by: QuotaLedger(store: accounts))
    return isCounted ? .done : .failed
  }
}
