import TestSupport
import Testing

/// Statements that another process runs on a database: Python's, which has SQLite built in.
struct SQLiteScript {
  /// A statement failed.
  struct Failure: Error {
    /// What Python says of it.
    var errors: String
  }

  private let statements: String

  init(_ statements: String) {
    self.statements = statements
  }

  /// Runs them to their end.
  ///
  /// - Returns: what the last one gave, a line for each row.
  /// - Throws: `Failure` where one fails.
  @discardableResult
  func run(_ path: String) async throws -> String {
    let program = Program.python3(
      """
      import sqlite3, sys
      connection = sqlite3.connect(sys.argv[1], isolation_level=None)
      rows = []
      for statement in sys.argv[2].split(";"):
          rows = connection.execute(statement).fetchall()
      print("\\n".join("|".join(str(value) for value in row) for row in rows))
      """,
      [path, statements]
    )
    let outcome = try await program.run()
    guard outcome.status == 0 else { throw Failure(errors: outcome.errors) }
    return outcome.output
  }

  /// Holds the database for writing while `body` runs.
  static func whileLocked<R: Sendable>(
    _ path: String,
    _ body: () async throws -> R
  ) async throws -> R {
    let program = Program.python3(
      """
      import sqlite3, sys, threading
      connection = sqlite3.connect(sys.argv[1], isolation_level=None)
      connection.execute("BEGIN IMMEDIATE")
      print("locked", flush=True)
      threading.Event().wait()
      """,
      [path]
    )
    return try await program.serve { lines in
      #expect(try await lines.next() == "locked")
      return try await body()
    }
  }
}
