/// Why something could not be done with accounts, each in one line.
package enum AccountError: Error, Hashable, Sendable {
  // What was asked for.
  /// There is an account of this name.
  case accountExists(AccountName)
  /// There is no account of this name.
  case noSuchAccount(AccountName)
  /// The account of this number was removed.
  case accountRemoved(AccountID)
  /// There is a group of this name.
  case groupExists(AccountName)
  /// There is no group of this name.
  case noSuchGroup(AccountName)
  /// A setting cannot be kept; the text says which and why.
  case invalidSetting(String)
  /// A password is empty.
  case passwordEmpty
  /// A password is longer than `AccountLimits.passwordBytesMax`.
  case passwordTooLong

  // What the store and its files are in the way of.
  /// The database is not one, or its content contradicts itself; the text says what was found.
  case damaged(path: String, finding: String)
  /// A newer version of this program has written the database.
  case newerVersion(path: String)
  /// The database was made by another program.
  case foreign(path: String)
  /// Another process held the database for longer than anybody waits.
  case locked(path: String)
  /// The database, or a file beside it, may only be read.
  case notWritable(path: String)
  /// The database could not be opened or made.
  case cannotOpen(path: String)
  /// The disk is full.
  case diskFull(path: String)
  /// Anything else that went wrong with the database; the text is its library's.
  case failed(path: String, reason: String)
  /// There is no memory for the hash of a password.
  case noMemory
}

extension AccountError: CustomStringConvertible {
  /// One line: `account "ada" exists already`.
  package var description: String {
    switch self {
    case .accountExists(let name): "account \"\(name)\" exists already"
    case .noSuchAccount(let name): "there is no account \"\(name)\""
    case .accountRemoved(let id): "account number \(id.rawValue) is there no more"
    case .groupExists(let name): "group \"\(name)\" exists already"
    case .noSuchGroup(let name): "there is no group \"\(name)\""
    case .invalidSetting(let reason): reason
    case .passwordEmpty: "the password is empty"
    case .passwordTooLong:
      "the password is longer than \(AccountLimits.passwordBytesMax) bytes"
    case .damaged(let path, let finding): "\(path): the database is damaged: \(finding)"
    case .newerVersion(let path): "\(path): the database is of a newer version of this program"
    case .foreign(let path): "\(path): a database of another program"
    case .locked(let path): "\(path): another process is using the database, try again"
    case .notWritable(let path): "\(path): the database or its directory is not writable"
    case .cannotOpen(let path): "\(path): cannot open the database"
    case .diskFull(let path): "\(path): the disk is full"
    case .failed(let path, let reason): "\(path): \(reason)"
    case .noMemory: "not enough memory to hash a password"
    }
  }
}
