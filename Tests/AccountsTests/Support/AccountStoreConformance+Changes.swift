import Accounts
import Testing

extension AccountStoreConformance {
  func changesAreTold() throws {
    let group = try name("staff")
    let hash = try PasswordHash.cheap(of: "secret")
    try store.addGroup(AccountGroup(name: group, settings: .init()))
    let ada = try add("ada", .with { $0.groups = [group] })
    let bob = try add("bob")
    let changes: [(what: String, changed: [AccountID], removed: [AccountID], do: () throws -> Void)]
    changes = [
      ("update", [ada.id], [], { _ = try store.updateAccount(named: ada.name) { _ in } }),
      ("password", [bob.id], [], { try store.setPasswordHash(hash, of: bob.name) }),
      ("group", [ada.id], [], { try store.updateGroup(named: group) { _ in } }),
      ("removed group", [ada.id], [], { try store.removeGroup(named: group) }),
      ("removal", [], [bob.id], { try store.removeAccount(named: bob.name) }),
    ]
    for (what, changed, removed, change) in changes {
      let before = try store.revision()
      try change()
      let told = try store.changes(since: before)
      let now = try store.revision()
      #expect(now > before, "\(what)")
      let expected = AccountChanges(
        revision: now,
        changed: changed,
        removed: removed,
        isComplete: true
      )
      #expect(told == expected, "\(what)")
    }
    let all = try store.changes(since: 0)
    #expect(all.changed == [ada.id] && all.removed == [bob.id] && all.isComplete)
    let none = try store.changes(since: all.revision)
    #expect(none.changed.isEmpty && none.removed.isEmpty)
  }

  func upgradesAreNoChange() throws {
    let name = try name("ada")
    let hashes = try ["secret", "secret"].map(PasswordHash.cheap)
    let account = try store.addAccount(named: name, settings: .init(), passwordHash: hashes[0])
    let before = try store.revision()
    #expect(try store.replacePasswordHash(hashes[0], of: account.id, by: hashes[1]))
    #expect(try store.revision() == before)
    #expect(try store.account(id: account.id) == account)
  }
}
