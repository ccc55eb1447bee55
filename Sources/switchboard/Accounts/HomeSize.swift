import Accounts
import HomeDirectories

/// What an account keeps in its home, as quotas count it.
enum HomeSize {
  /// Walks over the whole home.
  ///
  /// - Throws: `CommandFailure` with the account's name and its home.
  static func of(_ account: Account) throws(CommandFailure) -> QuotaAmount {
    do throws(HomeError) {
      let usage = try HomeDirectory(at: account.home).treeSize()
      return QuotaAmount(bytes: usage.bytes, files: usage.files)
    } catch {
      throw CommandFailure("count home \(account.home) of account \"\(account.name)\": \(error)")
    }
  }
}
