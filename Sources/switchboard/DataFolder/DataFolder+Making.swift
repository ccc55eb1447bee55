import Accounts
import Foundation
import SystemCalls

extension DataFolder {
  /// Makes what is missing in it, and the folder itself: with its owner alone to enter (0700).
  ///
  /// What is there stays as it is. Accounts are made where they are opened.
  ///
  /// - Parameter tell: is given a line for each thing that whoever started the command should know.
  /// - Throws: `FolderError`; what X509 says where no certificate can be made.
  func make(_ tell: (Complaint) -> Void = { $0.tell() }) throws {
    let folder = try OwnedFolder(makingAt: path)
    try folder.makeFile(Self.configurationName, mode: 0o644) { Array(ConfigurationText.file.utf8) }
    // SQLite takes an empty file for an empty database, and would make one that others may read.
    try folder.makeFile(Self.accountsName, mode: 0o600) { [] }
    _ = try folder.folder(Self.homesName)
    let tls = try folder.folder(Self.tlsName)
    // A certificate without its key is of no use, and whoever has put one there knows why.
    guard !tls.has(Self.certificateName), !tls.has(Self.keyName) else { return }
    let made = try SelfSignedCertificate(for: MachineName.current, from: .now)
    try tls.makeFile(Self.keyName, mode: 0o600) { made.keyPEM }
    try tls.makeFile(Self.certificateName, mode: 0o644) { made.certificatePEM }
    tell(
      Complaint("made \(certificateFile), which its clients do not know yet; it \(made.summary)")
    )
  }

  /// Opens the accounts of a folder that is there: a path that is mistyped makes none.
  ///
  /// - Throws: `CommandFailure` where there is none, and as `accounts`.
  func existingAccounts() throws -> SQLiteAccountStore {
    guard (try? System.lstat(Array(accountsFile.utf8))) != nil else {
      throw CommandFailure("\(path) has no accounts yet: 'switchboard account add' makes the first")
    }
    return try accounts()
  }

  /// Opens the accounts, and makes what is missing in the folder.
  ///
  /// - Throws: as `make`, and `AccountError`.
  func accounts(_ tell: (Complaint) -> Void = { $0.tell() }) throws -> SQLiteAccountStore {
    try make(tell)
    let defaults = AccountDefaults(homesDirectory: homesFolder)
    return try SQLiteAccountStore(path: accountsFile, defaults: defaults)
  }
}
