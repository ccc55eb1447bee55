/// How much work and memory a hash by scrypt takes (RFC 7914, section 2).
package struct ScryptParameters: Hashable, Sendable {
  /// The logarithm of the cost to base 2: `ln`, 10 to 20.
  package let costLogarithm: Int
  /// The size of a block, in units of 128 bytes: `r`, 1 to 16.
  package let blockSize: Int
  /// How often the whole is done: `p`, 1 to 4.
  package let parallelism: Int

  /// What new passwords are hashed with: 32 MiB, a tenth of a second on a slow core.
  package static let standard = ScryptParameters(unchecked: 15, blockSize: 8, parallelism: 1)
  /// The least that is accepted, 128 KiB: for tests, which hash much.
  package static let least = ScryptParameters(unchecked: 10, blockSize: 1, parallelism: 1)

  /// What can be chosen for `costLogarithm`.
  package static let costLogarithms = 10...20
  /// What can be chosen for `blockSize`.
  package static let blockSizes = 1...16
  /// What can be chosen for `parallelism`.
  package static let parallelisms = 1...4
  /// Bytes of memory of one hash.
  ///
  /// It holds where each number alone would be right: a row of a database shall not be able to take
  /// all memory.
  package static let memoryBytesMax = 256 << 20

  /// Parameters; nil where one is out of its range, or where they take more than `memoryBytesMax`.
  package init?(costLogarithm: Int, blockSize: Int, parallelism: Int) {
    guard Self.costLogarithms.contains(costLogarithm), Self.blockSizes.contains(blockSize),
      Self.parallelisms.contains(parallelism)
    else { return nil }
    self.init(unchecked: costLogarithm, blockSize: blockSize, parallelism: parallelism)
    guard memoryBytes <= Self.memoryBytesMax else { return nil }
  }

  /// The caller has made sure of the ranges.
  private init(unchecked costLogarithm: Int, blockSize: Int, parallelism: Int) {
    self.costLogarithm = costLogarithm
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// The cost: `N`.
  package var cost: Int { 1 << costLogarithm }

  /// Bytes of memory that one hash takes, nearly.
  package var memoryBytes: Int { 128 * blockSize * cost }

  /// Whether a hash with these takes less work or less memory than one with others.
  package func isWeaker(than other: Self) -> Bool {
    memoryBytes < other.memoryBytes
      || memoryBytes * parallelism < other.memoryBytes * other.parallelism
  }
}
