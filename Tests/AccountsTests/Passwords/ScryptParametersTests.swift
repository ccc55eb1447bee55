import Accounts
import Testing

struct ScryptParametersTests {
  @Test(arguments: [
    (10, 1, 1), (15, 8, 1), (17, 8, 1), (18, 8, 4), (20, 2, 4), (17, 16, 1), (10, 16, 4),
  ])
  func `parameters within their ranges are accepted`(
    costLogarithm: Int,
    blockSize: Int,
    parallelism: Int
  ) throws {
    let parameters = try #require(
      ScryptParameters(
        costLogarithm: costLogarithm,
        blockSize: blockSize,
        parallelism: parallelism
      )
    )
    #expect(parameters.memoryBytes <= 256 << 20)
    #expect(parameters.cost == 1 << costLogarithm)
  }

  @Test(arguments: [
    (9, 8, 1), (21, 1, 1), (15, 0, 1), (15, 17, 1), (15, 8, 0), (15, 8, 5), (19, 8, 1), (20, 16, 4),
    (18, 9, 1), (-1, 8, 1), (.max, .max, .max), (.min, .min, .min), (64, 8, 1),
  ])
  func `all others are refused, and so is much memory`(
    costLogarithm: Int,
    blockSize: Int,
    parallelism: Int
  ) {
    let parameters = ScryptParameters(
      costLogarithm: costLogarithm,
      blockSize: blockSize,
      parallelism: parallelism
    )
    #expect(parameters == nil)
  }

  @Test(
    arguments: [
      ((15, 8, 1), false), ((14, 8, 1), true), ((15, 7, 1), true), ((15, 8, 2), false),
      ((14, 16, 1), false), ((14, 8, 4), true), ((16, 8, 1), false),
    ] as [((Int, Int, Int), Bool)]
  )
  func `less memory or less work is weaker`(numbers: (Int, Int, Int), isWeaker: Bool) throws {
    let parameters = try #require(
      ScryptParameters(costLogarithm: numbers.0, blockSize: numbers.1, parallelism: numbers.2)
    )
    #expect(parameters.isWeaker(than: .standard) == isWeaker)
  }
}
