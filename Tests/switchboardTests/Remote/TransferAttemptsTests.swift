import Testing

@testable import switchboard

struct TransferAttemptsTests {
  @Test func `pauses double up to a minute, and end`() {
    let attempts = TransferAttempts(countMax: 9)
    let pauses = (1...9).map { attempts.pause(after: $0)?.components.seconds }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, nil])
    #expect(TransferAttempts(countMax: 1).pause(after: 1) == nil)
  }

  @Test func `what gets on begins to count anew`() {
    let progress = TransferProgress()
    progress.fail()
    progress.fail()
    #expect((progress.failures, progress.attempt) == (2, 3))
    progress.add(10)
    progress.reach(10)
    progress.fail()
    #expect((progress.failures, progress.movedBytes, progress.allBytes) == (1, 0, 10))
    progress.reach(10)
    progress.fail()
    #expect(progress.failures == 2)
  }
}
