import Testing
import TutorialCommands

@Suite struct AnnouncedSizeTests {
  @Test(arguments: [
    ("0", 0), ("7", 7), ("007", 7), ("1000", 1000), ("00000000000000000000001", 1),
  ])
  func `decimal digits are a size`(_ text: String, _ size: Int) {
    #expect(Int(announced: text, atMost: 1000) == size)
  }

  @Test(arguments: [
    "", " ", "-1", "+1", "1 ", " 1", "1\n", "0x1", "1e3", "1.0", "one", "１", "1001",
    "9223372036854775808", "99999999999999999999999999",
  ])
  func `all else, and what is over the limit, is none`(_ text: String) {
    #expect(Int(announced: text, atMost: 1000) == nil)
  }
}
