import Accounts
import Testing

struct LeaseRequestTests {
  struct Case: Sendable {
    var limit: Int64?
    var used: Int64
    var needed: Int64
    var wished: Int64
    var granted: Int64?
  }

  static let table = [
    Case(limit: 1_000, used: 0, needed: 0, wished: 100, granted: 100),
    Case(limit: 1_000, used: 0, needed: 1, wished: 100, granted: 101),
    // Near the limit a wish gets a quarter of what would be left.
    Case(limit: 1_000, used: 900, needed: 0, wished: 100, granted: 25),
    Case(limit: 1_000, used: 900, needed: 60, wished: 100, granted: 70),
    Case(limit: 1_000, used: 900, needed: 99, wished: 100, granted: 99),
    Case(limit: 1_000, used: 900, needed: 100, wished: 100, granted: 100),
    Case(limit: 1_000, used: 900, needed: 101, wished: 100, granted: nil),
    Case(limit: 1_000, used: 1_000, needed: 0, wished: 100, granted: 0),
    Case(limit: 1_000, used: 1_000, needed: 1, wished: 0, granted: nil),
    Case(limit: 1_000, used: 5_000, needed: 0, wished: 100, granted: 0),
    Case(limit: 1_000, used: .max, needed: 1, wished: 100, granted: nil),
    Case(limit: 0, used: 0, needed: 0, wished: 100, granted: 0),
    Case(limit: 0, used: 0, needed: 1, wished: 100, granted: nil),
    Case(limit: nil, used: 1 << 50, needed: 1 << 40, wished: 100, granted: 1 << 40 | 100),
    Case(limit: nil, used: 0, needed: .max, wished: 100, granted: nil),
    Case(limit: AccountLimits.amountMax, used: 0, needed: 1 << 60, wished: .max, granted: 1 << 60),
  ]

  @Test(arguments: table)
  func `what is needed is granted or not, and of what is wished what others can spare`(
    row: Case
  ) {
    // Both numbers by the same rule, each without the other.
    let request = LeaseRequest(
      account: AccountID(rawValue: 1),
      owner: LeaseOwner(text: "x"),
      used: .zero,
      remaining: .zero,
      needed: QuotaAmount(bytes: row.needed),
      wished: QuotaAmount(bytes: row.wished)
    )
    let ofBytes = request.granted(
      by: Quota(bytes: row.limit),
      used: QuotaAmount(bytes: row.used)
    )
    #expect(ofBytes?.bytes == row.granted)
    var swapped = request
    swapped.needed = QuotaAmount(files: row.needed)
    swapped.wished = QuotaAmount(files: row.wished)
    let ofFiles = swapped.granted(
      by: Quota(files: row.limit),
      used: QuotaAmount(files: row.used)
    )
    #expect(ofFiles?.files == row.granted)
  }
}
