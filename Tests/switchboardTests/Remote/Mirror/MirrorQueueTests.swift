import Testing

@testable import switchboard

struct MirrorQueueTests {
  private func job(_ number: UInt8) -> MirrorJob {
    MirrorJob(
      path: [number],
      source: MirrorEntry(name: [number], kind: .file),
      plan: MirrorPlan(),
      step: .transfer,
      partName: []
    )
  }

  @Test func `jobs come in their order, and the end when all are done`() async throws {
    let queue = MirrorQueue(capacity: 2, workers: 1)
    #expect(queue.offerAtOnce(job(1)))
    #expect(queue.offerAtOnce(job(2)))
    #expect(!queue.offerAtOnce(job(3)))
    #expect(try await queue.next()?.path == [1])
    #expect(queue.offerAtOnce(job(3)))
    queue.finish()
    for number in 2...3 as ClosedRange<UInt8> { #expect(try await queue.next()?.path == [number]) }
    for _ in 0..<3 { queue.finishJob() }
    #expect(try await queue.next() == nil)
  }

  @Test func `who offers waits for room, and who takes for a job that is given back`() async throws
  {
    let queue = MirrorQueue(capacity: 1, workers: 1)
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask {
        for number in 1...100 as ClosedRange<UInt8> {
          let isTaken = try await queue.offer(self.job(number))
          #expect(isTaken)
        }
        queue.finish()
        return []
      }
      group.addTask {
        var taken: [UInt8] = []
        while let job = try await queue.next() {
          taken += job.path
          queue.finishJob()
        }
        return taken
      }
      let taken = try await group.reduce(into: []) { $0 += $1 }
      #expect(taken == Array(1...100))
    }
  }

  @Test func `without workers nothing is taken, and what was given back is there`() async throws {
    let queue = MirrorQueue(capacity: 1, workers: 1)
    #expect(queue.offerAtOnce(job(1)))
    let taken = try #require(try await queue.next())
    #expect(queue.offerAtOnce(job(2)))
    queue.retire(returning: taken)
    let isTaken = try await queue.offer(job(3))
    #expect(!isTaken)
    queue.finish()
    #expect(try await queue.next()?.path == [1])
    #expect(try await queue.next()?.path == [2])
    queue.finishJob()
    queue.finishJob()
    #expect(try await queue.next() == nil)
  }

  @Test func `waiting ends with the task`() async throws {
    let queue = MirrorQueue(capacity: 1, workers: 1)
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { (try? await queue.next()) == nil }
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }
}
