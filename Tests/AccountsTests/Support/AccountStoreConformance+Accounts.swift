import Accounts
import Testing

extension AccountStoreConformance {
  func addedAccountsAreFound() throws {
    try store.addGroup(AccountGroup(name: try name("staff"), settings: .init()))
    let settings = try AccountSettings.full(groups: [try name("staff")])
    let added = try add("ada", settings)
    #expect(added.name.text == "ada")
    #expect(try store.account(named: added.name) == added)
    #expect(try store.account(id: added.id) == added)
    let stored = try #require(try store.storedAccount(named: added.name))
    #expect(stored.settings == settings)
    #expect(stored.id == added.id)
    #expect(!stored.hasPassword)
    #expect(added == Account(stored, groups: [.init()], defaults: .sample))

    let plain = try add("bob")
    #expect(plain.home == "/srv/homes/bob")
    #expect(try store.storedAccount(named: plain.name)?.settings == AccountSettings())
  }

  func unknownAccountsAreNil() throws {
    let name = try name("ada")
    #expect(try store.account(named: name) == nil)
    #expect(try store.account(id: AccountID(rawValue: 1)) == nil)
    #expect(try store.storedAccount(named: name) == nil)
    #expect(try store.credentials(of: name) == nil)
    #expect(try store.accounts(after: nil, countMax: 10).isEmpty)
    #expect(try store.groups().isEmpty)
    #expect(try store.group(named: name) == nil)
    #expect(try store.usage(of: AccountID(rawValue: 1)) == nil)
    #expect(try store.usageVersion(of: AccountID(rawValue: 1)) == nil)
  }

  func namesAreUnique() throws {
    let first = try add("ada", .with { $0.home = "/first" })
    #expect(throws: AccountError.accountExists(first.name)) {
      try add("ada", .with { $0.home = "/second" })
    }
    #expect(try store.account(named: first.name) == first)
  }

  func namesAreBytes() throws {
    let small = try add("ada")
    let large = try add("Ada")
    #expect(small.id != large.id)
    #expect(try store.account(named: small.name) == small)
    #expect(try store.account(named: large.name) == large)
    #expect(try store.account(named: try name("ADA")) == nil)
  }

  func invalidSettingsChangeNothing() throws {
    let invalid = AccountSettings.with { $0.home = "relative" }
    #expect(throws: AccountError.self) { try add("ada", invalid) }
    #expect(try store.account(named: try name("ada")) == nil)
    let before = try add("ada")
    #expect(throws: AccountError.self) {
      try store.updateAccount(named: before.name) { $0 = invalid }
    }
    #expect(try store.account(named: before.name) == before)
    let group = AccountGroup(name: try name("staff"), settings: invalid)
    #expect(throws: AccountError.self) { try store.addGroup(group) }
    #expect(try store.groups().isEmpty)
  }

  func updatesReplaceSettings() throws {
    let full = try AccountSettings.full()
    let before = try add("ada", full)
    var seen: AccountSettings?
    let changed = try store.updateAccount(named: before.name) { settings in
      seen = settings
      settings.requiresTLS = nil
      settings.quotaFiles = .limit(7)
    }
    #expect(seen == full)
    #expect(changed.id == before.id)
    #expect(changed.revision > before.revision)
    #expect(!changed.requiresTLS && changed.quota.files == 7)
    #expect(try store.account(named: before.name) == changed)
    _ = try store.updateAccount(named: before.name) { $0 = AccountSettings() }
    #expect(try store.storedAccount(named: before.name)?.settings == AccountSettings())
  }

  func listsAreOrderedPages() throws {
    let names = ["mia", "Zoe", "_x", "ada", "9lives", "ada.b", "ada-b", "ada@b"]
    for text in names { try add(text) }
    let sorted = try names.map(name).sorted()
    #expect(try store.accounts(after: nil, countMax: 100).map(\.name) == sorted)
    var paged: [AccountName] = []
    while true {
      let page = try store.accounts(after: paged.last, countMax: 3).map(\.name)
      guard !page.isEmpty else { break }
      #expect(page.count <= 3)
      paged += page
    }
    #expect(paged == sorted)
    #expect(try store.accounts(after: nil, countMax: 0).isEmpty)
    #expect(try store.accounts(after: nil, countMax: -1).isEmpty)
  }

  func removedAccountsAreGone() throws {
    let first = try add("ada")
    try store.removeAccount(named: first.name)
    #expect(try store.account(named: first.name) == nil)
    #expect(try store.account(id: first.id) == nil)
    let second = try add("ada")
    #expect(second.id > first.id)
    #expect(try store.account(id: first.id) == nil)
  }

  func changesNeedTheirAccount() throws {
    let name = try name("ada")
    let hash = try PasswordHash.cheap(of: "secret")
    let none = AccountError.noSuchAccount(name)
    #expect(throws: none) { try store.updateAccount(named: name) { _ in } }
    #expect(throws: none) { try store.setPasswordHash(hash, of: name) }
    #expect(throws: none) { try store.removeAccount(named: name) }
    #expect(try store.replacePasswordHash(hash, of: AccountID(rawValue: 1), by: hash) == false)
    #expect(try store.revision() == 0)
  }

  func passwordHashesAreKept() throws {
    let name = try name("ada")
    let hashes = try ["first", "second"].map(PasswordHash.cheap)
    let added = try store.addAccount(named: name, settings: .init(), passwordHash: hashes[0])
    #expect(try store.credentials(of: name)?.passwordHash == hashes[0])
    #expect(try store.credentials(of: name)?.account == added)
    #expect(try store.storedAccount(named: name)?.hasPassword == true)
    try store.setPasswordHash(hashes[1], of: name)
    #expect(try store.credentials(of: name)?.passwordHash == hashes[1])
    #expect(try #require(try store.account(named: name)).revision > added.revision)
    try store.setPasswordHash(nil, of: name)
    #expect(try #require(try store.credentials(of: name)).passwordHash == nil)
  }

  func passwordsAreReplacedOnce() throws {
    let name = try name("ada")
    let hashes = try ["first", "second", "third"].map(PasswordHash.cheap)
    let id = try store.addAccount(named: name, settings: .init(), passwordHash: hashes[0]).id
    #expect(try store.replacePasswordHash(hashes[1], of: id, by: hashes[2]) == false)
    #expect(try store.credentials(of: name)?.passwordHash == hashes[0])
    #expect(try store.replacePasswordHash(hashes[0], of: id, by: hashes[1]))
    #expect(try store.credentials(of: name)?.passwordHash == hashes[1])
  }
}
