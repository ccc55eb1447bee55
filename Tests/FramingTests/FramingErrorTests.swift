import Testing

@testable import Framing

@Suite struct FramingErrorTests {
  @Test(arguments: [
    (FramingError.tooLong(limitBytes: 5), "frame longer than 5 bytes"),
    (.truncated(afterBytes: 5), "end of stream after 5 bytes of a frame"),
    (.bareCarriageReturn(atByte: 5), "carriage return inside a line at byte 5"),
    (.bareLineFeed(atByte: 5), "line feed without carriage return at byte 5"),
    (.malformedNumber(atByte: 5), "malformed number at byte 5"),
    (.negativeLength, "negative length"),
    (.missingTerminator(atByte: 5), "frame without its end at byte 5"),
    (.malformedLine(atByte: 5), "malformed line at byte 5"),
    (.headerTooLong(limitBytes: 5), "lines around the content longer than 5 bytes"),
    (.malformedText(atByte: 5), "not UTF-8 at byte 5"),
    (.containsDelimiter(atByte: 5), "content with a delimiter at byte 5"),
    (.wrongSize(expectedBytes: 5), "content of a size other than 5 bytes"),
    (.emptyContent, "empty content"),
    (.tagTooLarge, "tag larger than its field"),
  ])
  func `an error is one line`(error: FramingError, text: String) {
    #expect("\(error)" == text)
    #expect("\(FrameStreamError<MemoryFailure>.framing(error))" == text)
  }

  @Test func `a failure of the stream is told as it is`() {
    #expect("\(FrameStreamError.stream(MemoryFailure()))" == "memory")
  }

  struct MemoryFailure: Error, CustomStringConvertible {
    var description: String { "memory" }
  }
}
