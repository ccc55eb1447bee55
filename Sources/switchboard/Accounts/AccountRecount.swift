import Accounts
import ArgumentParser
import HomeDirectories

/// `switchboard account recount`.
struct AccountRecount: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "recount",
    abstract: "Counts what accounts keep in their homes, for their quotas.",
    discussion: """
      Needed only where files were put into homes or taken away by others than the server. Without \
      names it counts every account with a quota. It prints a line for each: name, bytes and \
      files, with tabs between them. An account that is in use all the time cannot be counted.
      """
  )
  static let operation: String? = "account recount"

  @Argument(help: AccountNameText.help, transform: AccountNameText.read)
  var names: [AccountName] = []

  @OptionGroup var data: DataOption

  func execute() async throws -> ExitStatus {
    let accounts = try data.folder().existingAccounts()
    let ledger = QuotaLedger(store: accounts)
    let names = names.isEmpty ? try Self.namesWithQuota(in: accounts) : names
    return Self.each(names) { name in
      guard let account = try accounts.account(named: name) else {
        throw AccountError.noSuchAccount(name)
      }
      let amount = try Self.recount(account, by: ledger)
      try StandardOutput.write(line: "\(name)\t\(amount.bytes)\t\(amount.files)")
    }
  }

  private static func recount(
    _ account: Account,
    by ledger: QuotaLedger
  ) throws -> QuotaAmount {
    // Nobody would keep the number of one without quota up to date.
    guard !account.quota.isUnlimited else { return try HomeSize.of(account) }
    do {
      return try ledger.recount(account.id) { try HomeSize.of(account) }
    } catch {
      throw CommandFailure("account \"\(account.name)\": \(error)")
    }
  }

  private static func namesWithQuota(
    in accounts: some AccountStore
  ) throws(AccountError) -> [AccountName] {
    var names: [AccountName] = []
    var last: AccountName?
    while true {
      let page = try accounts.accounts(after: last, countMax: AccountLimits.pageMax)
      guard let end = page.last else { return names }
      names += page.filter { !$0.quota.isUnlimited }.map(\.name)
      last = end.name
    }
  }
}
