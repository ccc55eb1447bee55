import EventLoops
import Testing

struct EventLoopErrorTests {
  @Test(arguments: [
    (EventLoopError.cancelled, "cancelled"),
    (.closed, "the event loop has ended"),
    (.timedOut, "timed out"),
    (.system(24), "Too many open files"),
  ])
  func `an error says what it is in a few words`(error: EventLoopError, words: String) {
    #expect(error.description == words)
  }
}
