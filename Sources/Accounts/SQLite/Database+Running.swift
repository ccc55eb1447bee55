internal import GRDB

extension Database {
  /// Runs one statement, which is compiled once for each connection.
  func run(sql: String, arguments: StatementArguments = []) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
