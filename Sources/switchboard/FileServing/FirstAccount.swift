import Accounts
import SystemCalls

/// The account that a first run makes, so that somebody can log in.
struct FirstAccount: Sendable {
  /// What it is called.
  static let name = "admin"
  /// Letters of its password: 20 of 32, which are 100 bits; none is taken for another.
  static let passwordLetters = 20
  private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")

  /// What a client logs in with, as it is shown or written.
  let password: String
  /// The file that it was written to; nil where it is to be shown.
  let file: String?

  /// Makes it, where there is no account yet.
  ///
  /// - Parameters:
  ///   - accounts: the accounts.
  ///   - folder: gets its home, and the file `first-login` where there is no terminal.
  /// - Returns: the account; nil where there are accounts.
  /// - Throws: `AccountError`, `FolderError`.
  static func make(
    in accounts: some AccountStore,
    _ folder: DataFolder
  ) throws -> FirstAccount? {
    guard try accounts.accounts(after: nil, countMax: 1).isEmpty, let name = AccountName(name)
    else { return nil }
    let password = makePassword()
    let isShown = System.isTerminal(.error)
    // The file comes first: an account whose password nobody knows would be of no use.
    if !isShown { try write(password, folder) }
    let hash = try PasswordHash(of: Array(password.utf8))
    let account = try accounts.addAccount(
      named: name,
      settings: AccountSettings(),
      passwordHash: hash
    )
    try folder.makeHome(of: account)
    return FirstAccount(password: password, file: isShown ? nil : folder.firstLoginFile)
  }

  /// What to tell where the login of an earlier start still lies there; nil where it does not.
  static func reminder(in folder: DataFolder) -> String? {
    guard (try? System.lstat(Array(folder.firstLoginFile.utf8))) != nil else { return nil }
    return """
      the first account's name and password are in \(folder.firstLoginFile): remove that once you \
      know them
      """
  }

  private static func makePassword() -> String {
    var generator = SystemRandomNumberGenerator()
    return String(
      (0..<passwordLetters).map { _ in alphabet.randomElement(using: &generator) ?? "x" }
    )
  }

  private static func write(_ password: String, _ folder: DataFolder) throws {
    try? System.unlink(Array(folder.firstLoginFile.utf8))
    let content = "\(name):\(password)\n"
    let data = try OwnedFolder(makingAt: folder.path)
    try data.makeFile(DataFolder.firstLoginName, mode: 0o600) { Array(content.utf8) }
  }

  /// What to tell whoever has started the server.
  ///
  /// - Parameters:
  ///   - address: where it listens, for a client on this machine; nil where it does not.
  ///   - isImplicit: whether that is for TLS from the first byte.
  ///   - certificate: the file with its certificate.
  /// - Returns: lines, each by itself.
  func lines(address: String?, isImplicit: Bool, certificate: String) -> [String] {
    let account =
      if let file {
        "made the account \"\(Self.name)\"; its name and password are in \(file)"
      } else {
        "made the account \"\(Self.name)\" with the password \(password)"
      }
    guard let address else { return [account] }
    let login = file.map { "\"$(cat '\($0)')\"" } ?? "\(Self.name):\(password)"
    let url = "\(isImplicit ? "ftps" : "ftp")://\(address)/"
    return [
      account, "try: curl --ssl-reqd --cacert '\(certificate)' --user \(login) \(url)",
    ]
  }
}
