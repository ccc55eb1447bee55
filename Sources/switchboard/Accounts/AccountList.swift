import Accounts
import ArgumentParser

/// `switchboard account list`.
struct AccountList: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the accounts in the order of their names.",
    discussion: """
      On a terminal it is a table; else a line for each account, with a tab between two of \
      \(AccountRow.columns.joined(separator: ", ")). What is without limit is '-'.
      """
  )
  static let operation: String? = "account list"

  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  func execute() async throws -> ExitStatus {
    let accounts = try data.folder().existingAccounts()
    var rows: [AccountReport] = []
    var last: AccountName?
    while true {
      let page = try accounts.accounts(after: last, countMax: AccountLimits.pageMax)
      guard let end = page.last else { break }
      for account in page { rows.append(try AccountReport(account, in: accounts)) }
      last = end.name
    }
    try output.write(rows, columns: AccountRow.columns) { AccountRow.cells(of: $0) }
    return .done
  }
}
