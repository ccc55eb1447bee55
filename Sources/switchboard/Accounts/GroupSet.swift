import Accounts
import ArgumentParser

/// `switchboard account group set`.
struct GroupSet: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Changes what is set for a group, and so its accounts.",
    discussion: "What is not named stays. 'default' takes a setting away."
  )
  static let operation: String? = "account group set"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var name: AccountName

  @OptionGroup var data: DataOption
  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func execute() async throws -> ExitStatus {
    guard settings.isAny else { throw UsageError("nothing to set") }
    let folder = try data.folder()
    let accounts = try folder.existingAccounts()
    guard try accounts.group(named: name) != nil else { throw AccountError.noSuchGroup(name) }
    // The home comes first: an account is never without one.
    if case .set(let home) = settings.home { try folder.makeHome(at: home) }
    try accounts.updateGroup(named: name) { settings.apply(to: &$0) }
    let isCounted = try UsageCount.complete(accounts, by: QuotaLedger(store: accounts))
    return isCounted ? .done : .failed
  }
}
