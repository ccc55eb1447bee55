import Testing

@testable import switchboard

struct BooleanTextTests {
  @Test(arguments: [("true", true), ("1", true), ("false", false), ("0", false)])
  func `a flag is true or false`(_ text: String, _ value: Bool) throws {
    #expect(try BooleanText.read(text) == value)
  }

  @Test(arguments: ["", "yes", "TRUE", "2", "true "])
  func `any other text is no flag`(_ text: String) {
    #expect(throws: UsageError("neither true nor false")) { try BooleanText.read(text) }
  }
}
