import Accounts
import Foundation
import SystemCalls
import TestSupport
import Testing

struct SQLiteDamageTests {
  private static func open(_ path: String) throws -> SQLiteAccountStore {
    try SQLiteAccountStore(path: path, defaults: .sample)
  }

  private static func withPath<R>(_ body: (String) async throws -> R) async throws -> R {
    try await temporaryDirectory { try await body($0 + "/accounts.sqlite") }
  }

  /// What opening a file throws, in one line.
  private static func errorOfOpening(_ path: String) throws -> AccountError {
    let error = try #require(throws: AccountError.self) { try open(path) }
    #expect(!error.description.contains("\n"))
    #expect(error.description.hasPrefix(path + ": "))
    return error
  }

  /// A database with a thousand accounts, all in one file.
  private static func makeFull(_ path: String) async throws {
    _ = try open(path)
    let rows = """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
      INSERT INTO account (name, revision) SELECT 'a' || i, i FROM n
      """
    try await SQLiteScript(rows + "; PRAGMA wal_checkpoint(TRUNCATE)").run(path)
  }

  @Test func `a file that is no database is damaged`() async throws {
    try await Self.withPath { path in
      try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: path))
      let error = try Self.errorOfOpening(path)
      #expect(error == .damaged(path: path, finding: "file is not a database"))
    }
  }

  @Test func `a database with overwritten pages is damaged, or whole`() async throws {
    try await Self.withPath { path in
      try await Self.makeFull(path)
      let good = try Data(contentsOf: URL(fileURLWithPath: path))
      var generator = SeededGenerator()
      var damages = 0
      for page in 1..<good.count / 4_096 {
        var bad = good
        let junk = generator.bytes(count: 4_096)
        bad.replaceSubrange(page * 4_096..<(page + 1) * 4_096, with: junk)
        try bad.write(to: URL(fileURLWithPath: path))
        do {
          _ = try Self.open(path)
        } catch let error as AccountError {
          guard case .damaged = error else {
            Issue.record("page \(page), seed \(generator.seed): \(error)")
            continue
          }
          #expect(!error.description.contains("\n"))
          damages += 1
        }
      }
      #expect(damages > 10)
    }
  }

  @Test func `a database that is cut is damaged`() async throws {
    try await Self.withPath { path in
      try await Self.makeFull(path)
      let good = try Data(contentsOf: URL(fileURLWithPath: path))
      try good.prefix(good.count / 2).write(to: URL(fileURLWithPath: path))
      guard case .damaged = try Self.errorOfOpening(path) else {
        Issue.record("not found")
        return
      }
    }
  }

  @Test func `a database of another program, or of a later version, is left alone`() async throws {
    try await Self.withPath { path in
      try await SQLiteScript("CREATE TABLE theirs (id INTEGER)").run(path)
      #expect(try Self.errorOfOpening(path) == .foreign(path: path))
      #expect(try await SQLiteScript("SELECT name FROM sqlite_master").run(path) == "theirs\n")
    }
    try await Self.withPath { path in
      _ = try Self.open(path)
      try await SQLiteScript("PRAGMA user_version = 1000").run(path)
      #expect(try Self.errorOfOpening(path) == .newerVersion(path: path))
    }
  }

  @Test func `a directory that is not there, or is the file, cannot be opened`() async throws {
    try await temporaryDirectory { directory in
      for path in [directory + "/none/accounts.sqlite", directory] {
        let error = try Self.errorOfOpening(path)
        #expect(error == .cannotOpen(path: path))
      }
    }
  }

  @Test(
    .enabled(
      if: ProcessIdentity.current.userID != 0,
      "root may write everywhere"
    )
  )
  func `a file that may only be read is not writable`() async throws {
    try await Self.withPath { path in
      _ = try Self.open(path)
      let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o400]
      try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
      #expect(try Self.errorOfOpening(path) == .notWritable(path: path))
    }
  }

  static let badRows: [String] = [
    "UPDATE account SET permissions = 'write'", "UPDATE account SET networks = '10.0.0.0/33'",
    "UPDATE account SET protocols = 'ftp,gopher'", "UPDATE account SET path_rules = '/a'",
    "UPDATE account SET quota_bytes = -2", "UPDATE account SET upload_rate = -9",
    "UPDATE account SET password_hash = '$scrypt$ln=20,r=16,p=4$AAAA$AAAA'",
    "UPDATE account SET name = 'a b'",
  ]

  @Test(arguments: badRows)
  func `a row that no setting gives is damage, and never more than was set`(
    statement: String
  ) async throws {
    try await Self.withPath { path in
      let store = try Self.open(path)
      let hash = try PasswordHash.cheap(of: "secret")
      let name = try name("ada")
      _ = try store.addAccount(named: name, settings: .full(), passwordHash: hash)
      try await SQLiteScript(statement).run(path)
      let error = try #require(throws: AccountError.self) {
        if statement.contains("name =") {
          _ = try store.accounts(after: nil, countMax: 10)
        } else {
          _ = try store.credentials(of: name)
        }
      }
      guard case .damaged(path, let finding) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(finding.hasPrefix("a row has a "))
    }
  }

  @Test func `a column of another type cannot be written`() async throws {
    try await Self.withPath { path in
      _ = try Self.open(path)
      let statement = "INSERT INTO account (name, revision) VALUES ('a', 'many')"
      let failure = await #expect(throws: SQLiteScript.Failure.self) {
        try await SQLiteScript(statement).run(path)
      }
      #expect(failure?.errors.contains("cannot store TEXT value") == true)
    }
  }
}
