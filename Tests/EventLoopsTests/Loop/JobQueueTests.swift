import Testing

@testable import EventLoops

struct JobQueueTests {
  /// A job that is never run, known by its number.
  private func job(_ number: UInt) -> LoopJob {
    // SAFETY: a job is a pointer, which is only compared here.
    LoopJob(job: unsafe unsafeBitCast(number, to: UnownedJob.self), isPinned: number % 3 == 0)
  }

  private func number(_ job: LoopJob?) -> UInt? {
    guard let job else { return nil }
    let number = LoopCore.address(of: job.job)
    #expect(job.isPinned == (number % 3 == 0))
    return number
  }

  @Test func `an empty queue has no first job`() {
    var queue = JobQueue()
    let first = number(queue.popFirst())
    #expect(first == nil)
    #expect(queue.count == 0)
  }

  @Test(arguments: [0, 1, 17, 63, 64, 65, 128, 1000])
  func `jobs come in their order, wherever the ring was when it grew`(before: UInt) {
    var queue = JobQueue()
    // Moves the ring's beginning, with one job in it.
    queue.append(job(1))
    for step in 0..<before {
      queue.append(job(step + 2))
      let first = number(queue.popFirst())
      #expect(first == step + 1)
    }
    for step in 0..<300 as Range<UInt> { queue.append(job(before + 2 + step)) }
    #expect(queue.count == 301)
    for step in 0..<301 as Range<UInt> {
      let first = number(queue.popFirst())
      #expect(first == before + 1 + step)
    }
    #expect(queue.count == 0)
    let last = number(queue.popFirst())
    #expect(last == nil)
  }
}
