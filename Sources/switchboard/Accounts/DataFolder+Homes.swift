import Accounts
import SystemCalls

extension DataFolder {
  /// Makes an account's home where it is missing; see `makeHome(at:)`.
  func makeHome(of account: Account) throws(FolderError) {
    try makeHome(at: account.home)
  }

  /// Makes a home where it is missing, for its owner alone to enter (0700).
  ///
  /// What root makes belongs to the owner of the data folder, as whom the server runs.
  ///
  /// - Throws: `FolderError`.
  func makeHome(at home: String) throws(FolderError) {
    let owner = try OwnedFolder(makingAt: path).owner
    _ = try OwnedFolder(makingAt: home, owner: owner)
  }
}
