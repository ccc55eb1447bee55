import Accounts
import ArgumentParser
import SystemCalls

extension DataFolder {
  /// Makes an account's home where it is missing; see `makeHome(at:)`.
  func makeHome(of account: Account) throws {
    try makeHome(at: account.home)
  }

  /// Makes a home where it is missing, for its owner alone to enter (0700).
  ///
  /// What root makes belongs to the owner of the data folder, as whom the server runs.
  ///
  /// - Throws: `CommandFailure` where the server could not reach it; `ConfigurationError`,
  ///   `UsageError`; `FolderError`.
  func makeHome(at home: String) throws {
    let settings = try ConfigurationOptions.parse([]).sources(for: self).read()
    try requireReach(of: home, settings)
    let owner = try OwnedFolder(makingAt: path).owner
    _ = try OwnedFolder(makingAt: home, owner: owner)
  }

  /// Refuses a home that does not lie in a folder of homes, where there are such folders.
  func requireReach(of home: String, _ settings: ServeSettings) throws(CommandFailure) {
    let roots = homeRoots(settings)
    guard !roots.isEmpty, !roots.contains(where: { Self.isPath(home, beneath: $0) }) else { return }
    let list = roots.joined(separator: ", ")
    throw CommandFailure("home \(home) is not beneath \(list): the server could not reach it")
  }

  /// Whether a path lies beneath another, as both are written; one with `..` lies beneath none.
  private static func isPath(_ path: String, beneath root: String) -> Bool {
    let names = path.split(separator: "/").filter { $0 != "." }
    let rootNames = root.split(separator: "/").filter { $0 != "." }
    return !names.contains("..") && names.count > rootNames.count && names.starts(with: rootNames)
  }
}
