import SocketServers
import TestSupport
import Testing

struct TokenBucketTests {
  private static let second: Int64 = 1_000_000_000

  @Test func `a full bucket gives its burst at once, and nothing more`() {
    let bucket = Bucket(RateLimit(10, burst: 3), at: 0)
    #expect((0..<5).map { _ in bucket.take(at: 0) } == [true, true, true, false, false])
  }

  @Test func `a token comes back when its part of the period has passed, and not before`() {
    let bucket = Bucket(RateLimit(10, burst: 1), at: 0)
    #expect(bucket.take(at: 0))
    #expect(!bucket.take(at: Self.second / 10 - 1))
    #expect(bucket.take(at: Self.second / 10))
  }

  @Test(arguments: [1, 3, 7, 1_000_003])
  func `small steps lose nothing`(stepNanoseconds: Int64) {
    // 3 a second: a token takes a third of a nanosecond more than a whole number of them.
    let bucket = Bucket(RateLimit(3, per: .microseconds(1), burst: 2), at: 0)
    var taken = 0
    for step in 0..<10_000 where bucket.take(at: Int64(step) * stepNanoseconds) { taken += 1 }
    let elapsed = 9_999 * Int(stepNanoseconds)
    #expect(taken == min(10_000, 2 + elapsed * 3 / 1_000))
  }

  @Test func `an idle bucket fills up to its burst only`() {
    let bucket = Bucket(RateLimit(1_000, burst: 2), at: 0)
    #expect(bucket.available(at: .max) == 2)
    #expect((0..<3).map { _ in bucket.take(at: .max) } == [true, true, false])
  }

  @Test func `what cannot be had is not taken`() {
    let bucket = Bucket(RateLimit(10), at: 0)
    #expect(!bucket.take(11, at: 0))
    #expect(bucket.available(at: 0) == 10)
    #expect(bucket.take(10, at: 0))
    #expect(bucket.available(at: 0) == 0)
  }

  @Test func `it says how long tokens take to come`() {
    let bucket = Bucket(RateLimit(3, burst: 6), at: 5)
    #expect(bucket.nanoseconds(until: 6, at: 5) == 0)
    #expect(bucket.nanoseconds(until: 7, at: 5) == nil)
    #expect(bucket.take(6, at: 5))
    #expect(bucket.nanoseconds(until: 0, at: 5) == 0)
    #expect(bucket.nanoseconds(until: 1, at: 5) == 333_333_334)
    #expect(bucket.nanoseconds(until: 3, at: 5) == Self.second)
    #expect(bucket.nanoseconds(until: 3, at: 5 + Self.second / 2) == Self.second / 2)
  }

  @Test func `the wait that it tells is enough, and a nanosecond less is not`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<1_000 {
      let limit = RateLimit(
        .random(in: 1...1_000_000, using: &random),
        per: .nanoseconds(Int64.random(in: 1...10_000_000_000, using: &random)),
        burst: .random(in: 1...1_000, using: &random)
      )
      let bucket = Bucket(limit, at: 0)
      #expect(bucket.take(limit.burst, at: 0))
      let count = Int.random(in: 1...limit.burst, using: &random)
      guard let wait = bucket.nanoseconds(until: count, at: 0) else {
        Issue.record("\(limit): no wait for \(count)")
        continue
      }
      if wait > 0 { #expect(!bucket.take(count, at: wait - 1), "\(limit), \(count)") }
      #expect(bucket.take(count, at: wait), "\(limit), \(count)")
    }
  }

  @Test func `a clock that goes back fills nothing and takes nothing away`() {
    let bucket = Bucket(RateLimit(1, burst: 2), at: Self.second)
    #expect(bucket.take(at: Self.second))
    #expect(bucket.available(at: 0) == 1)
    #expect(bucket.take(at: 0))
    #expect(!bucket.take(at: Self.second))
    #expect(bucket.take(at: 2 * Self.second))
  }

  @Test func `the largest numbers do no harm`() {
    let limit = RateLimit(.max, per: .nanoseconds(Int64.max), burst: .max)
    let bucket = Bucket(limit, at: .min)
    #expect(bucket.take(.max, at: .min))
    #expect(!bucket.take(at: .min))
    #expect(bucket.available(at: .max) == .max)
    #expect(bucket.nanoseconds(until: .max, at: .min) == .max)
  }
}

/// A bucket to expect things of: the macro calls nothing that changes a value.
private final class Bucket {
  private var bucket: TokenBucket

  init(_ limit: RateLimit, at moment: Int64) {
    bucket = TokenBucket(limit, at: moment)
  }

  func take(_ count: Int = 1, at moment: Int64) -> Bool { bucket.take(count, at: moment) }

  func nanoseconds(until count: Int, at moment: Int64) -> Int64? {
    bucket.nanoseconds(until: count, at: moment)
  }

  func available(at moment: Int64) -> Int { bucket.available(at: moment) }
}

struct RateLimitTests {
  @Test func `values out of range are the nearest that are in it`() {
    #expect(RateLimit(0, per: .zero, burst: -1) == RateLimit(1, per: .nanoseconds(1), burst: 1))
    #expect(RateLimit(-5) == RateLimit(1))
    #expect(RateLimit(1, per: .seconds(Int64.max)).period == .nanoseconds(Int64.max))
  }

  @Test func `as many as in a period may come at once where nothing else is said`() {
    #expect(RateLimit(20).burst == 20)
  }
}
