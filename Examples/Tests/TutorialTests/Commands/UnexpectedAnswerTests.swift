import Testing
import TutorialCommands

@Suite struct UnexpectedAnswerTests {
  @Test(arguments: [
    ("", #""""#), ("no", #""no""#), ("two\nlines", #""two\nlines""#),
    ("\u{1b}[31m", #""\u{1B}[31m""#), ("地瓜", #""地瓜""#),
  ])
  func `an answer shows in one line, whatever is in it`(_ answer: String, _ shown: String) {
    let error = UnexpectedAnswer(answer.utf8, insteadOf: "size")
    #expect(error.description == "receive size: unexpected \(shown)")
  }

  @Test func `no more than a part of a long answer shows`() {
    let error = UnexpectedAnswer([UInt8](repeating: 0xff, count: 1 << 20), insteadOf: "size")
    let shown = String(repeating: "\u{fffd}", count: UnexpectedAnswer.excerptMax)
    #expect(error.description == "receive size: unexpected \"\(shown)\"")
  }
}
