import Accounts
import Foundation
import TestSupport
import Testing

@testable import switchboard

struct PartSweepingTests {
  /// A file of 100 bytes that was written to so many seconds ago.
  private static func write(_ path: String, secondsAgo: Double) throws {
    try Data(repeating: 7, count: 100).write(to: URL(filePath: path))
    let date = Date.now.addingTimeInterval(-secondsAgo)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
  }

  /// An account with a quota, and its home.
  private static func account(
    in accounts: SQLiteAccountStore,
    _ name: String
  ) throws -> Account {
    var settings = AccountSettings()
    settings.quotaBytes = .limit(1000)
    let account = try accounts.addAccount(
      named: try #require(AccountName(name)),
      settings: settings,
      passwordHash: nil
    )
    try FileManager.default.createDirectory(
      atPath: account.home,
      withIntermediateDirectories: true
    )
    return account
  }

  @Test func `what was left long ago goes, and counts no more; all else stays`() async throws {
    try await temporaryDirectory { directory in
      let accounts = try SQLiteAccountStore(
        inMemoryWith: AccountDefaults(homesDirectory: directory)
      )
      let account = try Self.account(in: accounts, "ada")
      try Self.write(account.home + "/.old.1.switchboard-part", secondsAgo: 7200)
      try Self.write(account.home + "/.young.1.switchboard-part", secondsAgo: 60)
      try Self.write(account.home + "/file", secondsAgo: 7200)
      let ledger = QuotaLedger(store: accounts)
      try UsageCount.complete(accounts, by: ledger) { Issue.record("\($0)") }
      #expect(try accounts.usage(of: account.id)?.used == QuotaAmount(bytes: 300, files: 3))
      let sweeping = PartSweeping(
        accounts: accounts,
        ledger: ledger,
        anonymousHome: nil,
        keeping: .seconds(3600)
      )
      sweeping.sweep { Issue.record("\($0)") }
      let left = try FileManager.default.contentsOfDirectory(atPath: account.home).sorted()
      #expect(left == [".young.1.switchboard-part", "file"])
      #expect(try accounts.usage(of: account.id)?.used == QuotaAmount(bytes: 200, files: 2))
    }
  }

  @Test func `a home that is gone keeps no other from being swept`() async throws {
    try await temporaryDirectory { directory in
      let accounts = try SQLiteAccountStore(
        inMemoryWith: AccountDefaults(homesDirectory: directory)
      )
      let gone = try Self.account(in: accounts, "ada")
      let account = try Self.account(in: accounts, "bob")
      try FileManager.default.removeItem(atPath: gone.home)
      let part = account.home + "/.old.1.switchboard-part"
      try Self.write(part, secondsAgo: 7200)
      let ledger = QuotaLedger(store: accounts)
      try ledger.recount(account.id) { try HomeSize.of(account) }
      let sweeping = PartSweeping(
        accounts: accounts,
        ledger: ledger,
        anonymousHome: directory + "/none",
        keeping: .seconds(3600)
      )
      var told: [Complaint] = []
      sweeping.sweep { told.append($0) }
      #expect(!FileManager.default.fileExists(atPath: part))
      #expect(told.map(\.words).allSatisfy { $0.contains("/none") })
    }
  }
}
