import Accounts
import Foundation
import SystemCalls
import TestSupport
import Testing

struct SQLiteAccountStoreTests {
  private static func open(_ path: String) throws -> SQLiteAccountStore {
    try SQLiteAccountStore(path: path, defaults: .sample)
  }

  private static func withPath<R>(_ body: (String) async throws -> R) async throws -> R {
    try await temporaryDirectory { try await body($0 + "/accounts.sqlite") }
  }

  private static func add(_ text: String, to store: SQLiteAccountStore) throws {
    _ = try store.addAccount(named: try name(text), settings: .full(), passwordHash: nil)
  }

  @Test func `a new file, and those beside it, are for their owner alone`() async throws {
    try await Self.withPath { path in
      let store = try Self.open(path)
      try Self.add("ada", to: store)
      for file in [path, path + "-wal", path + "-shm"] {
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
      }
    }
  }

  @Test func `accounts are there when the file is opened again`() async throws {
    try await Self.withPath { path in
      let added = try Self.open(path).addAccount(
        named: try name("ada"),
        settings: .full(),
        passwordHash: nil
      )
      #expect(try Self.open(path).account(id: added.id) == added)
    }
  }

  @Test func `what one process changes another sees at once`() async throws {
    try await Self.withPath { path in
      let server = try Self.open(path)
      let tool = try Self.open(path)
      let before = try server.revision()
      try Self.add("ada", to: tool)
      #expect(try server.account(named: name("ada")) != nil)
      #expect(try server.revision() > before)
      try tool.removeAccount(named: try name("ada"))
      #expect(try server.account(named: name("ada")) == nil)
      #expect(try server.changes(since: before).removed.count == 1)
    }
  }

  @Test func `the first use of a new file by many at once gives one set of tables`() async throws {
    for _ in 0..<10 {
      try await Self.withPath { path in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<4 {
            group.addTask {
              try await onThread { try Self.add("a\(number)", to: Self.open(path)) }
            }
          }
          try await group.waitForAll()
        }
        #expect(try Self.open(path).accounts(after: nil, countMax: 10).count == 4)
      }
    }
  }

  @Test func `readers go on while another process writes, and writers say that they waited`()
    async throws
  {
    try await Self.withPath { path in
      let store = try Self.open(path)
      try Self.add("ada", to: store)
      try await SQLiteScript.whileLocked(path) {
        #expect(try store.account(named: name("ada")) != nil)
        let error = try await onThread {
          #expect(throws: AccountError.self) { try Self.add("bob", to: store) }
        }
        #expect(error == .locked(path: path))
        #expect(error?.description == "\(path): another process is using the database, try again")
      }
      try Self.add("bob", to: store)
    }
  }

  @Test func `a change that fails in the middle leaves nothing`() async throws {
    try await Self.withPath { path in
      let store = try Self.open(path)
      // The row of the usage is the last that an added account gets.
      try await SQLiteScript("DROP TABLE quota_usage").run(path)
      #expect(throws: AccountError.failed(path: path, reason: "no such table: quota_usage")) {
        try Self.add("ada", to: store)
      }
      #expect(try store.account(named: name("ada")) == nil)
      #expect(try store.revision() == 0)
    }
  }

  @Test func `more removals than are remembered are admitted`() throws {
    let store = try SQLiteAccountStore(inMemoryWith: .sample)
    let name = try name("ada")
    var revisions: [Int64] = [0]
    for _ in 0...AccountLimits.removalsMax {
      _ = try store.addAccount(named: name, settings: .init(), passwordHash: nil)
      try store.removeAccount(named: name)
      revisions.append(try store.revision())
    }
    let all = try store.changes(since: 0)
    #expect(!all.isComplete)
    #expect(all.removed.count == AccountLimits.removalsMax)
    let known = try store.changes(since: revisions[1])
    #expect(known.isComplete)
    #expect(known.removed.count == AccountLimits.removalsMax)
  }
}
