import Accounts
import ArgumentParser

/// `switchboard account set`.
struct AccountSet: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Changes what is set for an account.",
    discussion: """
      What is not named stays. 'default' takes a setting away, so that its groups decide; \
      'none' means no limit, whatever groups say. A home that is set is made where it is missing; \
      what is in the old one stays there.
      """
  )
  static let operation: String? = "account set"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var name: AccountName

  @OptionGroup var data: DataOption
  @OptionGroup(title: "Settings") var settings: SettingsOptions
  @OptionGroup(title: "Settings") var groups: GroupsOption

  func execute() async throws -> ExitStatus {
    guard settings.isAny || groups.isAny else { throw UsageError("nothing to set") }
    let folder = try data.folder()
    let accounts = try folder.existingAccounts()
    guard let before = try accounts.account(named: name) else {
      throw AccountError.noSuchAccount(name)
    }
    // The home comes first: an account is never without one.
    if case .set(let home) = settings.home { try folder.makeHome(at: home) }
    let account = try accounts.updateAccount(named: name) { stored in
      settings.apply(to: &stored)
      groups.apply(to: &stored)
    }
    if account.home != before.home { try folder.makeHome(of: account) }
    let isCounted = try UsageCount.complete(accounts, by: QuotaLedger(store: accounts))
    return isCounted ? .done : .failed
  }
}
