import Accounts
import Testing

extension AccountStoreConformance {
  func groupsGiveDefaults() throws {
    let (staff, guests) = (try name("staff"), try name("guests"))
    let ofStaff = AccountSettings.with { settings in
      settings.permissions = .readOnly
      settings.sessionsMax = .limit(2)
    }
    let ofGuests = AccountSettings.with { settings in
      settings.permissions = .uploadOnly
      settings.requiresTLS = true
      settings.quotaBytes = .limit(10)
    }
    try store.addGroup(AccountGroup(name: staff, settings: ofStaff))
    try store.addGroup(AccountGroup(name: guests, settings: ofGuests))
    #expect(try store.groups().map(\.name) == [guests, staff])
    #expect(try store.group(named: staff)?.settings == ofStaff)
    let account = try add(
      "ada",
      .with {
        $0.groups = [staff, guests]
        $0.quotaBytes = LimitSetting.unlimited
      }
    )
    #expect(account.access.permissions == .readOnly)
    #expect(account.sessionsMax == 2)
    #expect(account.requiresTLS)
    #expect(account.groups == [staff, guests])
    #expect(account.quota.isUnlimited)
    let other = try add("bob", .with { $0.groups = [guests, staff] })
    #expect(other.access.permissions == .uploadOnly)
    #expect(other.quota == Quota(bytes: 10))

    try store.updateGroup(named: staff) { $0.permissions = [.list] }
    let changed = try #require(try store.account(id: account.id))
    #expect(changed.access.permissions == [.list])
    #expect(changed.revision > account.revision)
  }

  func groupsAreNeeded() throws {
    let group = try name("staff")
    let settings = AccountSettings.with { $0.groups = [group] }
    #expect(throws: AccountError.noSuchGroup(group)) { try add("ada", settings) }
    #expect(try store.account(named: try name("ada")) == nil)
    let account = try add("ada")
    #expect(throws: AccountError.noSuchGroup(group)) {
      try store.updateAccount(named: account.name) { $0 = settings }
    }
    #expect(try store.account(id: account.id) == account)
    #expect(throws: AccountError.noSuchGroup(group)) { try store.removeGroup(named: group) }
    #expect(throws: AccountError.noSuchGroup(group)) {
      try store.updateGroup(named: group) { _ in }
    }
  }

  func groupNamesAreUnique() throws {
    let first = AccountGroup(name: try name("staff"), settings: .with { $0.home = "/first" })
    try store.addGroup(first)
    let second = AccountGroup(name: first.name, settings: .with { $0.home = "/second" })
    #expect(throws: AccountError.groupExists(first.name)) { try store.addGroup(second) }
    #expect(try store.group(named: first.name) == first)
  }

  func removedGroupsLeaveAccounts() throws {
    let group = AccountGroup(name: try name("staff"), settings: .with { $0.requiresTLS = true })
    try store.addGroup(group)
    let account = try add("ada", .with { $0.groups = [group.name] })
    #expect(account.requiresTLS)
    try store.removeGroup(named: group.name)
    let left = try #require(try store.account(id: account.id))
    #expect(!left.requiresTLS && left.groups.isEmpty)
    #expect(left.revision > account.revision)
  }
}
