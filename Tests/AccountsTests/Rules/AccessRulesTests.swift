import Accounts
import Testing

struct AccessRulesTests {
  private static let rules = AccessRules(
    .readOnly,
    rules: [
      .init([bytes("pub")], .all), .init([bytes("pub"), bytes("in")], .uploadOnly),
      .init([bytes("pub"), bytes("in")], .list),
    ]
  )

  @Test(
    arguments: [
      ([], .readOnly), (["other"], .readOnly), (["pub"], .all), (["pub", "x"], .all),
      (["pub", "in"], .list), (["pub", "in", "a", "b"], .list), (["public"], .readOnly),
      (["x", "pub"], .readOnly),
    ] as [([String], Permissions)]
  )
  func `the longest rule counts, and of equal ones the last`(
    path: [String],
    permissions: Permissions
  ) {
    #expect(Self.rules.permissions(at: path.map(bytes)) == permissions)
  }
}
