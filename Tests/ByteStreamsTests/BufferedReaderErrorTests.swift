import Testing

@testable import ByteStreams

@Suite struct BufferedReaderErrorTests {
  @Test(
    arguments: [
      (.stream(.timedOut), "timedOut"),
      (.endOfStream(afterBytes: 3), "end of stream after 3 bytes"),
      (.tooLong(limit: 512), "longer than 512 bytes"),
      (.malformedText(atByte: 7), "not UTF-8 at byte 7"),
    ] as [(BufferedReaderError<ScriptedFailure>, String)]
  )
  func `an error says in one line what is wrong`(
    error: BufferedReaderError<ScriptedFailure>,
    text: String
  ) {
    #expect("\(error)" == text)
  }

  @Test func `errors are equal by cause and figures`() {
    let errors: [BufferedReaderError<ScriptedFailure>] = [
      .stream(.timedOut), .stream(.reset), .endOfStream(afterBytes: 1), .endOfStream(afterBytes: 2),
      .tooLong(limit: 1), .malformedText(atByte: 1),
    ]
    #expect(Set(errors).count == errors.count)
  }
}
