import ByteStreams
import Testing

@Suite struct MemoryStreamErrorTests {
  @Test(
    arguments: [
      (.busy, 0, "memory stream: busy"),
      (.cancelled, 3, "memory stream: cancelled after 3 bytes"),
      (.closed, 0, "memory stream: closed"),
      (.finished, 0, "memory stream: writing has ended"),
      (.peerClosed, 0, "memory stream: the peer has closed"),
      (.reset, 0, "memory stream: reset"),
      (.chosen("cable cut"), 0, "memory stream: cable cut"),
    ] as [(MemoryStreamError.Cause, Int, String)]
  )
  func `an error says in one line what is wrong`(
    cause: MemoryStreamError.Cause,
    count: Int,
    text: String
  ) {
    #expect("\(MemoryStreamError(cause, transferredBytes: count))" == text)
  }
}
