internal import CFuzz

/// Feeds a target, first with its corpus and then with changed inputs.
struct Fuzzer {
  /// What happened in a run.
  struct Report {
    var executions = 0
    var seconds = 0.0
    /// How many inputs took a way that none before had taken.
    var ways = 0
  }

  /// The most inputs that are kept for changing.
  static let poolMax = 4096

  /// How many inputs run between two looks at the clock.
  private static let executionsPerLook = 256

  let target: any FuzzTarget
  private(set) var report = Report()
  private(set) var input: [UInt8] = []
  private var pool: [[UInt8]] = []
  private var seen: Set<UInt64> = []

  init(_ target: any FuzzTarget) {
    self.target = target
  }

  /// Feeds the inputs as they are, and keeps those that take ways of their own.
  mutating func feed(_ inputs: [[UInt8]]) throws(Violation) {
    for input in inputs { try feed(input) }
  }

  /// Feeds changed inputs until the time is over.
  mutating func run(seed: UInt64, for duration: Duration) throws(Violation) {
    var mutator = Mutator(
      random: RandomSource(seed: seed),
      words: target.words,
      bytesMax: target.inputBytesMax
    )
    let clock = ContinuousClock()
    let start = clock.now
    while clock.now - start < duration {
      cfuzz_rewind_clock()
      for _ in 0..<Self.executionsPerLook { try feed(mutator.input(from: pool)) }
    }
    report.seconds = (clock.now - start) / .seconds(1)
  }

  private mutating func feed(_ bytes: [UInt8]) throws(Violation) {
    input = bytes
    report.executions += 1
    let way = try guarded(bytes)
    // Inputs of very different length are different, although the way is the same.
    let length = UInt64(bytes.count.bitWidth - bytes.count.leadingZeroBitCount)
    guard seen.insert(way << 6 | length).inserted else { return }
    report.ways += 1
    if pool.count < Self.poolMax { pool.append(bytes) }
  }

  /// Has the input kept if the check does not return.
  private func guarded(_ bytes: [UInt8]) throws(Violation) -> UInt64 {
    // SAFETY: the pointer is given up by the second call before the array may move.
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(Violation) in
      unsafe cfuzz_set_input(buffer.baseAddress, buffer.count)
      defer { cfuzz_set_input(nil, 0) }
      return try target.check(bytes)
    }
  }
}
