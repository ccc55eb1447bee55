internal import GRDB

/// Accounts in one file, by SQLite.
///
/// The file is in WAL mode: who reads waits for nobody, and who writes waits for others that do, in
/// this process or another, for at most ``busyTimeout``. Beside it lie two more, `-wal` and `-shm`.
/// All are closed with the store.
///
/// What an administrator changes is on the disk when the call returns. What is counted of quotas
/// may get lost when the machine loses power, never when a process ends.
package final class SQLiteAccountStore: AccountStore {
  /// How long a call waits for others that write.
  package static let busyTimeout = Duration.seconds(5)

  /// The path of the file, for messages.
  let path: String
  let database: any DatabaseWriter
  let defaults: AccountDefaults

  init(_ database: any DatabaseWriter, path: String, defaults: AccountDefaults) {
    self.path = path
    self.database = database
    self.defaults = defaults
  }

  /// Runs `body` on the state of one moment.
  func read<R>(_ body: (Database) throws -> R) throws(AccountError) -> R {
    do {
      return try database.read(body)
    } catch {
      throw AccountError(error, path: path)
    }
  }

  /// Runs `body` alone, and keeps all that it did or, where it throws, nothing.
  func write<R>(_ body: (Database) throws -> R) throws(AccountError) -> R {
    do {
      return try database.write(body)
    } catch {
      throw AccountError(error, path: path)
    }
  }

  /// Runs `body` like `write`, and returns when it is on the disk.
  func writeToDisk<R>(_ body: (Database) throws -> R) throws(AccountError) -> R {
    do {
      return try database.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
        // That it goes back to the faster way is of no importance to who has written.
        defer { try? database.execute(sql: "PRAGMA synchronous = NORMAL") }
        var result: R?
        try database.inTransaction(.immediate) {
          result = try body(database)
          return .commit
        }
        guard let result else { throw AccountError.failed(path: path, reason: "no result") }
        return result
      }
    } catch {
      throw AccountError(error, path: path)
    }
  }
}
