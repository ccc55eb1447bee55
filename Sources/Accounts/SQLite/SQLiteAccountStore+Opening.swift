internal import Foundation
internal import GRDB

extension SQLiteAccountStore {
  /// Opens the accounts in a file, and makes it where there is none.
  ///
  /// Blocks. A new file may be read and written by its owner alone (mode 0600); that of a file
  /// which is there stays. The whole file is looked at once: some milliseconds for 10,000 accounts.
  ///
  /// - Parameters:
  ///   - path: the path of the file; its directory must be there.
  ///   - defaults: what holds for accounts where nobody has set anything.
  /// - Throws: `AccountError`: `damaged`, `foreign`, `newerVersion`, `locked`, `notWritable`,
  ///   `cannotOpen`, `diskFull` or `failed`.
  package convenience init(path: String, defaults: AccountDefaults) throws(AccountError) {
    try Self.makeFile(path)
    do {
      let pool = try DatabasePool(path: path, configuration: Self.configuration)
      try Self.prepare(pool, path: path)
      self.init(pool, path: path, defaults: defaults)
    } catch {
      throw AccountError(error, path: path)
    }
  }

  /// Accounts in memory, which are gone with the store: for tests.
  package convenience init(inMemoryWith defaults: AccountDefaults) throws(AccountError) {
    let path = "accounts in memory"
    do {
      let queue = try DatabaseQueue(configuration: Self.configuration)
      try Self.prepare(queue, path: path)
      self.init(queue, path: path, defaults: defaults)
    } catch {
      throw AccountError(error, path: path)
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "accounts"
    configuration.busyMode = .timeout(busyTimeout / .seconds(1))
    return configuration
  }

  /// Makes an empty file, which SQLite takes for an empty database: it would let others read it.
  ///
  /// It gets its name when it has its mode, and only where nobody else was faster: a file that
  /// another process has begun to fill must stay. Nor is that opened here, since closing it would
  /// free SQLite's locks on it (fcntl(2), "record locks").
  private static func makeFile(_ path: String) throws(AccountError) {
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else { return }
    let new = path + "-new-" + String(UInt64.random(in: .min ... .max), radix: 16)
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    guard files.createFile(atPath: new, contents: nil, attributes: attributes) else {
      throw .cannotOpen(path: path)
    }
    // What cannot be removed is an empty file of a name that nobody uses.
    defer { try? files.removeItem(atPath: new) }
    do {
      try files.linkItem(atPath: new, toPath: path)
    } catch {
      guard files.fileExists(atPath: path) else { throw .cannotOpen(path: path) }
    }
  }

  /// Looks whether the database is whole and ours, and brings its tables up to date.
  private static func prepare(_ database: any DatabaseWriter, path: String) throws {
    try database.write { database in
      let findings = try String.fetchAll(database, sql: "PRAGMA quick_check(1)")
      guard findings == ["ok"] else {
        let finding = findings.first ?? "no answer"
        throw AccountError.damaged(path: path, finding: AccountError.line(finding))
      }
      try SQLiteSchema.migrate(database, path: path)
    }
  }
}
