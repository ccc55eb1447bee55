import TestSupport
import Testing

@testable import EventLoops

private let millisecond: Int64 = 1_000_000

/// Any operations at any times give what a list of deadlines gives.
@Suite struct TimerWheelRandomTests {
  private static let entries = 24

  @Test(arguments: 0..<200)
  func `a wheel does what a list of deadlines does`(seed: UInt64) {
    var random = SeededGenerator(seed: SeededGenerator.runSeed ^ seed)
    var now = Self.duration(&random)
    let bench = TimerBench(entries: Self.entries, now: now)
    var deadlines = [Int64?](repeating: nil, count: Self.entries)
    for turn in 0..<1000 {
      let context = "seed \(random.seed), turn \(turn), now \(now)"
      if Int.random(in: 0..<4, using: &random) == 0 {
        let later = Self.later(than: now, bench.nextLook, &random)
        guard agrees(bench, &deadlines, now...later, context) else { return }
        now = later
      } else {
        change(bench, &deadlines, now, &random)
      }
    }
    // Following `nextLook` alone, everything comes, each in its own tick.
    while let look = bench.nextLook, look < Int64.max {
      let later = max(now, look)
      guard agrees(bench, &deadlines, now...later, "seed \(random.seed), at the end") else {
        return
      }
      now = later
    }
    #expect(deadlines.allSatisfy { $0 == nil }, "seed \(random.seed)")
  }

  /// Makes one random change to both.
  private func change(
    _ bench: TimerBench,
    _ deadlines: inout [Int64?],
    _ now: Int64,
    _ random: inout SeededGenerator
  ) {
    let index = Int.random(in: 0..<Self.entries, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      bench.remove(index)
      deadlines[index] = nil
    case 1:
      bench.clear(index)
      deadlines[index] = nil
    case 2:
      // In the past.
      let deadline = now - Self.duration(&random)
      bench.set(index, to: deadline)
      deadlines[index] = deadline
    default:
      let deadline = now + Self.duration(&random)
      bench.set(index, to: deadline)
      deadlines[index] = deadline
    }
  }

  /// Takes what has come due from both.
  ///
  /// It agrees if it was the same, in the order of its ticks, where what was in the past already
  /// comes first; and if `nextLook` lies ahead then, and no deadline before it.
  private func agrees(
    _ bench: TimerBench,
    _ deadlines: inout [Int64?],
    _ time: ClosedRange<Int64>,
    _ context: String
  ) -> Bool {
    let now = time.upperBound
    let due = deadlines.indices.filter { deadlines[$0].map { Self.tick($0) <= now } ?? false }
    let expired = bench.expired(at: now)
    let start = time.lowerBound / millisecond * millisecond
    let ticks = expired.map { max(start, deadlines[$0].map(Self.tick) ?? .max) }
    for index in due { deadlines[index] = nil }
    let look = bench.nextLook ?? .max
    let agrees =
      expired.sorted() == due && ticks == ticks.sorted() && look > now - now % millisecond
      && deadlines.allSatisfy { ($0.map(Self.tick) ?? .max) >= look }
    #expect(agrees, "\(context): \(expired) of \(due), then \(look)")
    return agrees
  }

  /// The end of the tick that a deadline is due at, as a moment.
  private static func tick(_ deadline: Int64) -> Int64 {
    guard deadline > 0 else { return 0 }
    return (deadline + millisecond - 1) / millisecond * millisecond
  }

  /// From a nanosecond to about twenty years, each size as likely, often at a bucket's edge.
  private static func duration(_ random: inout SeededGenerator) -> Int64 {
    let bits = Int64.random(in: 0..<60, using: &random)
    let length = Int64.random(in: 0...(1 << bits), using: &random)
    guard Bool.random(using: &random) else { return length }
    let edge: Int64 = 64 * millisecond
    return length / edge * edge + Int64.random(in: 0...2, using: &random) * millisecond
  }

  private static func later(
    than now: Int64,
    _ look: Int64?,
    _ random: inout SeededGenerator
  ) -> Int64 {
    guard let look, Bool.random(using: &random) else {
      return now + duration(&random) / 1024
    }
    return max(now, look + Int64.random(in: -1...1, using: &random))
  }
}
