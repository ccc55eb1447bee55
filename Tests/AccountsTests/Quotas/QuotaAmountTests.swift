import Accounts
import Testing

struct QuotaAmountTests {
  @Test(
    arguments: [
      (1, 2, 3, -1), (0, 0, 0, 0), (.max, 1, .max, .max - 1), (.max, .max, .max, 0),
      (.min, -1, .min, .min + 1), (.min, .min, .min, -1), (1, .min, .min + 1, .max),
      (-5, 3, -2, -8),
    ] as [(Int64, Int64, Int64, Int64)]
  )
  func `sums and differences stop at the ends`(
    first: Int64,
    second: Int64,
    sum: Int64,
    difference: Int64
  ) {
    let one = QuotaAmount(bytes: first, files: second)
    let other = QuotaAmount(bytes: second, files: first)
    #expect((one + other).bytes == sum && (one + other).files == sum)
    #expect((one - other).bytes == difference)
  }

  @Test func `each number is compared by itself`() {
    let one = QuotaAmount(bytes: 1, files: 5)
    let other = QuotaAmount(bytes: 2, files: 3)
    #expect(one.least(other) == QuotaAmount(bytes: 1, files: 3))
    #expect(one.most(other) == QuotaAmount(bytes: 2, files: 5))
    #expect(!one.fits(in: other) && !other.fits(in: one) && one.fits(in: one))
  }
}
