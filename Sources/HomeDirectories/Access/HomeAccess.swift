package import Accounts

/// A home together with what an account may do in it: what servers give their clients.
///
/// Each operation is one of `HomeDirectory`, which says the rest, and throws `permissionDenied`
/// where the rules do not allow it at the path. The rules are asked for the path as the client
/// names it: what an administrator's symbolic link leads to is as open as the link.
///
/// All operations block, for the disk.
package struct HomeAccess: Sendable {
  /// The home.
  package let home: HomeDirectory
  /// What is allowed where.
  package let rules: AccessRules
  /// Whose uploads are gone on with: the account's number.
  package let owner: Int64

  /// Access to a home by the rules of an account.
  package init(to home: HomeDirectory, rules: AccessRules, owner: Int64) {
    self.home = home
    self.rules = rules
    self.owner = owner
  }

  /// What is allowed at a path.
  package func permissions(at path: HomePath) -> Permissions {
    rules.permissions(at: path.components)
  }

  /// Throws where not all of these are allowed.
  func require(_ needed: Permissions, at path: HomePath) throws(HomeError) {
    guard permissions(at: path).isSuperset(of: needed) else { throw .permissionDenied }
  }

  /// Throws where none of these is allowed.
  func requireAny(of needed: Permissions, at path: HomePath) throws(HomeError) {
    guard !permissions(at: path).isDisjoint(with: needed) else { throw .permissionDenied }
  }
}
