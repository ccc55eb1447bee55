import Testing

@testable import Sockets

struct CallDeadlineTests {
  @Test func `a deadline of no time is over and leaves nothing to wait`() {
    let deadline = CallDeadline(after: 0)
    #expect(deadline.isOver)
    #expect(deadline.remainingMilliseconds == 0)
  }

  @Test func `a part of a millisecond that is left is waited as a whole one`() {
    let hour: Int64 = 3_600_000
    let deadline = CallDeadline(after: hour * 1_000_000 + 1)
    // Either the nanosecond is still left or it has passed, with no more than a minute gone.
    #expect(deadline.remainingMilliseconds <= Int32(hour + 1))
    #expect(deadline.remainingMilliseconds > Int32(hour - 60_000))
    #expect(!deadline.isOver)
  }

  @Test(arguments: [Int64.max, Int64.max - 1, Int64(1) << 62])
  func `a deadline beyond what can be told is waited in the longest pieces`(nanoseconds: Int64) {
    let deadline = CallDeadline(after: nanoseconds)
    #expect(deadline.remainingMilliseconds == .max)
    #expect(!deadline.isOver)
  }

  @Test func `time only runs down`() {
    let deadline = CallDeadline(after: 60_000_000_000)
    let first = deadline.remainingMilliseconds
    #expect(deadline.remainingMilliseconds <= first)
    #expect(first <= 60_000)
  }
}
