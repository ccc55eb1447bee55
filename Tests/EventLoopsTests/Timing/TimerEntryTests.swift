import EventLoops
import Testing

@Suite struct TimerEntryTests {
  @Test func `a new entry has its token, no deadline, and is in no wheel`() {
    let entry = TimerEntry(token: 0xFEDC_BA98_7654_3210)
    #expect(entry.token == 0xFEDC_BA98_7654_3210)
    #expect(entry.deadline == TimerEntry.never)
    #expect(!entry.isFiled)
  }
}
