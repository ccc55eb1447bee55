import Accounts
import SocketAddresses
import Testing

struct AccountTests {
  private static func account(
    _ settings: AccountSettings = .init(),
    groups: [AccountSettings] = [],
    defaults: AccountDefaults = .sample
  ) throws -> Account {
    let stored = StoredAccount(
      id: AccountID(rawValue: 1),
      name: try name("ada"),
      settings: settings,
      hasPassword: false,
      revision: 5
    )
    return Account(stored, groups: groups, defaults: defaults)
  }

  @Test func `an account that nothing is set for may do everything in a home of its name`() throws {
    let account = try Self.account()
    #expect(account.isEnabled && account.expires == nil && !account.requiresTLS)
    #expect(account.home == "/srv/homes/ada")
    #expect(account.access == AccessRules(.all))
    #expect(account.quota.isUnlimited)
    #expect(account.uploadRate == nil && account.downloadRate == nil && account.sessionsMax == nil)
    #expect(account.networks.isEmpty && account.protocols == .all)
    #expect(account.revision == 5)
  }

  @Test func `a directory of homes may end with a slash`() throws {
    let account = try Self.account(defaults: AccountDefaults(homesDirectory: "/"))
    #expect(account.home == "/ada")
  }

  @Test func `the account's own settings count first, then those of its groups in order`() throws {
    let groups: [AccountSettings] = [
      .with { $0.sessionsMax = .limit(2) },
      .with {
        $0.sessionsMax = .limit(3)
        $0.home = "/shared"
      },
    ]
    #expect(try Self.account(groups: groups).sessionsMax == 2)
    #expect(try Self.account(groups: groups).home == "/shared")
    let own = AccountSettings.with { $0.sessionsMax = LimitSetting.unlimited }
    #expect(try Self.account(own, groups: groups).sessionsMax == nil)
  }

  @Test(arguments: [(nil, 1, false), (10, 9, false), (10, 10, true), (10, 11, true), (0, 0, true)])
  func `an account ends at its moment`(expires: Int64?, now: Int64, isExpired: Bool) throws {
    let account = try Self.account(.with { $0.expires = expires.map(LimitSetting.limit) })
    #expect(account.isExpired(at: now) == isExpired)
  }

  @Test(arguments: [
    ("10.1.2.3", true), ("::ffff:10.1.2.3", true), ("11.0.0.1", false), ("2001:db8::1", true),
    ("2001:db9::1", false), (nil, true),
  ])
  func `an account comes from its networks only`(peer: String?, isAdmitted: Bool) throws {
    let address = try peer.map { try #require(IPAddress($0)) }
    #expect(try Self.account(.full()).admits(address) == isAdmitted)
    #expect(try Self.account().admits(address))
  }
}
