import Testing

@testable import EventLoops

private let millisecond: Int64 = 1_000_000

@Suite struct TimerWheelTests {
  /// A deadline, a moment at which it must not be due yet, and the one at which it must be.
  struct Row: Sendable {
    var start: Int64 = 0
    var deadline: Int64
    var notYet: Int64
    var due: Int64
  }

  static let rows: [Row] = [
    Row(deadline: 1, notYet: millisecond - 1, due: millisecond),
    Row(deadline: millisecond, notYet: millisecond - 1, due: millisecond),
    Row(deadline: millisecond + 1, notYet: 2 * millisecond - 1, due: 2 * millisecond),
    Row(deadline: 10_200_000, notYet: 10_999_999, due: 11 * millisecond),
    Row(start: 5_900_000, deadline: 6_100_000, notYet: 6_999_999, due: 7 * millisecond),
    // The last bucket of a level and the first of the next, level by level.
    Row(deadline: 63 * millisecond, notYet: 63 * millisecond - 1, due: 63 * millisecond),
    Row(deadline: 64 * millisecond, notYet: 64 * millisecond - 1, due: 64 * millisecond),
    Row(deadline: 65 * millisecond, notYet: 65 * millisecond - 1, due: 65 * millisecond),
    Row(deadline: 4095 * millisecond, notYet: 4095 * millisecond - 1, due: 4095 * millisecond),
    Row(deadline: 4096 * millisecond, notYet: 4096 * millisecond - 1, due: 4096 * millisecond),
    Row(deadline: 4161 * millisecond, notYet: 4161 * millisecond - 1, due: 4161 * millisecond),
    Row(
      start: 262_143 * millisecond,
      deadline: 262_144 * millisecond,
      notYet: 262_144 * millisecond - 1,
      due: 262_144 * millisecond
    ),
    // A thousand years are more than the clock can say; two hundred are not.
    Row(
      start: 123_456_789,
      deadline: 200 * 31_557_600 * 1_000_000_000 + 1,
      notYet: 200 * 31_557_600 * 1_000_000_000 + millisecond - 1,
      due: 200 * 31_557_600 * 1_000_000_000 + millisecond
    ),
    Row(deadline: .max / millisecond * millisecond, notYet: .max - millisecond, due: .max),
  ]

  @Test(arguments: rows)
  func `a deadline is never early and at most a tick late`(row: Row) {
    let bench = TimerBench(entries: 1, now: row.start)
    bench.set(0, to: row.deadline)
    #expect(bench.expired(at: row.notYet) == [])
    #expect(bench.deadline(of: 0) == row.deadline)
    #expect(bench.expired(at: row.due) == [0])
    #expect(bench.deadline(of: 0) == TimerEntry.never)
    #expect(!bench.isFiled(0))
    #expect(bench.isEmpty)
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 41_999_999, 42_000_000])
  func `a deadline in the past is due at once`(deadline: Int64) throws {
    let bench = TimerBench(entries: 1, now: 42 * millisecond)
    bench.set(0, to: deadline)
    #expect(try #require(bench.nextLook) <= 42 * millisecond)
    #expect(bench.expired(at: 42 * millisecond) == [0])
  }

  @Test func `an empty wheel has nothing to look at`() {
    let bench = TimerBench(entries: 1, now: 7)
    #expect(bench.isEmpty)
    #expect(bench.nextLook == nil)
    #expect(bench.expired(at: .max) == [])
    #expect(bench.nextLook == nil)
  }

  @Test func `what is due comes in the order of its ticks, however far the time jumps`() {
    let bench = TimerBench(entries: 5, now: 0)
    let ticks: [Int64] = [5000, 70, 3, 300_000, 64]
    for (index, tick) in ticks.enumerated() { bench.set(index, to: tick * millisecond) }
    #expect(bench.expired(at: 1_000_000 * millisecond) == [2, 4, 1, 0, 3])
    #expect(bench.isEmpty)
  }

  @Test func `a deadline moved later is only stored until its bucket comes`() {
    let bench = TimerBench(entries: 1, now: 0)
    bench.set(0, to: 10 * millisecond)
    bench.set(0, to: 30 * millisecond)
    #expect(bench.nextLook == 10 * millisecond)
    #expect(bench.expired(at: 10 * millisecond) == [])
    #expect(bench.nextLook == 30 * millisecond)
    #expect(bench.expired(at: 30 * millisecond) == [0])
  }

  @Test func `a deadline moved earlier moves at once`() {
    let bench = TimerBench(entries: 1, now: 0)
    bench.set(0, to: 300 * millisecond)
    bench.set(0, to: 10 * millisecond)
    #expect(bench.nextLook == 10 * millisecond)
    #expect(bench.expired(at: 10 * millisecond) == [0])
    #expect(bench.expired(at: 300 * millisecond) == [])
  }

  @Test func `a cleared entry stays filed until its bucket comes, and is not due then`() {
    let bench = TimerBench(entries: 1, now: 0)
    bench.set(0, to: 10 * millisecond)
    bench.clear(0)
    #expect(bench.deadline(of: 0) == TimerEntry.never)
    #expect(bench.isFiled(0))
    #expect(!bench.isEmpty)
    #expect(bench.expired(at: 10 * millisecond) == [])
    #expect(!bench.isFiled(0))
    #expect(bench.isEmpty)
  }

  @Test func `an entry set to never is cleared`() {
    let bench = TimerBench(entries: 1, now: 0)
    bench.set(0, to: TimerEntry.never)
    #expect(bench.isEmpty)
    bench.set(0, to: 10 * millisecond)
    bench.set(0, to: TimerEntry.never)
    #expect(bench.expired(at: .max) == [])
  }

  @Test func `a cleared entry that is set again before its bucket came is due`() {
    let bench = TimerBench(entries: 1, now: 0)
    bench.set(0, to: 10 * millisecond)
    bench.clear(0)
    bench.set(0, to: 5 * millisecond)
    #expect(bench.expired(at: 5 * millisecond) == [0])
  }

  @Test(arguments: 0..<3)
  func `a removed entry leaves its neighbours where they are`(removed: Int) {
    let bench = TimerBench(entries: 3, now: 0)
    for index in 0..<3 { bench.set(index, to: 10 * millisecond) }
    bench.remove(removed)
    #expect(!bench.isFiled(removed))
    bench.remove(removed)
    #expect(bench.expired(at: 10 * millisecond) == [0, 1, 2].filter { $0 != removed })
  }

  @Test func `any entry may be changed while what is due is taken`() {
    let bench = TimerBench(entries: 4, now: 0)
    for index in 0..<4 { bench.set(index, to: 10 * millisecond) }
    #expect(bench.nextExpired(at: 10 * millisecond) == 0)
    bench.set(0, to: 9 * millisecond)
    bench.set(1, to: 12 * millisecond)
    bench.remove(2)
    #expect(bench.nextExpired(at: 10 * millisecond) == 3)
    bench.clear(3)
    #expect(bench.nextExpired(at: 10 * millisecond) == 0)
    #expect(bench.nextExpired(at: 10 * millisecond) == nil)
    #expect(bench.expired(at: 12 * millisecond) == [1])
  }

  @Test func `a clock that goes back changes nothing`() {
    let bench = TimerBench(entries: 1, now: 50 * millisecond)
    #expect(bench.expired(at: 10 * millisecond) == [])
    bench.set(0, to: 51 * millisecond)
    #expect(bench.expired(at: 0) == [])
    #expect(bench.expired(at: 51 * millisecond) == [0])
  }
}
