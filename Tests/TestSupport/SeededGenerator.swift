import Glibc

/// Random numbers that come again: the generator SplitMix64, started from a seed that a failing
/// test prints.
///
/// The seed is that of the environment variable `SWITCHBOARD_TEST_SEED`, a decimal number, and a
/// fixed one without it. A test that fails names ``seed`` in its message; running it with that
/// number in the variable repeats it.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// The name of the environment variable.
  package static let environmentVariable = "SWITCHBOARD_TEST_SEED"

  /// The seed of this run of the tests.
  ///
  /// A variable that is no number ends the run: testing with another seed than the one asked for
  /// would be worse.
  package static let runSeed: UInt64 = {
    // SAFETY: getenv returns NUL-terminated text that stays until the environment is changed, which
    // no test does; it is copied at once.
    guard let text = unsafe getenv(environmentVariable).map({ unsafe String(cString: $0) }) else {
      return 0x5717_c4b0_a4d5_0001
    }
    guard let seed = UInt64(text) else {
      preconditionFailure("\(environmentVariable) is not a decimal number: \(text)")
    }
    return seed
  }()

  /// What the numbers were started from.
  package let seed: UInt64

  private var state: UInt64

  /// The numbers of a seed, by default that of this run.
  package init(seed: UInt64 = Self.runSeed) {
    self.seed = seed
    state = seed
  }

  /// The next 64 random bits (Steele, Lea and Flood, "Fast splittable pseudorandom number
  /// generators", 2014).
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }

  /// Random bytes, as many as asked for.
  package mutating func bytes(count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
