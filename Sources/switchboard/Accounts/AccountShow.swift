import Accounts
import ArgumentParser

/// `switchboard account show`.
struct AccountShow: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows all that holds for an account, and where it comes from.",
    discussion: """
      A line for each setting: its option's name, its value, and who says so: the account itself, \
      one of its groups, or the default.
      """
  )
  static let operation: String? = "account show"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var name: AccountName

  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  func execute() async throws -> ExitStatus {
    let accounts = try data.folder().existingAccounts()
    guard let stored = try accounts.storedAccount(named: name),
      let account = try accounts.account(named: name)
    else { throw AccountError.noSuchAccount(name) }
    let report = try AccountReport(account, in: accounts, hasPassword: stored.hasPassword)
    guard !output.isJSON else {
      try output.writeJSON(report)
      return .done
    }
    var groups: [AccountGroup] = []
    for group in stored.settings.groups {
      if let group = try accounts.group(named: group) { groups.append(group) }
    }
    let origin = SettingOrigin(own: stored.settings, groups: groups)
    try output.write(report.lines, columns: AccountReport.lineColumns) { line in
      [line.name, line.value, origin.of(line.name)]
    }
    return .done
  }
}
