import Testing

@testable import switchboard

struct EnvironmentTests {
  private static let environment = Environment {
    ["SWITCHBOARD_GRACE": "5s", "SWITCHBOARD_LOOPS": "", "SWITCHBOARD_UPPER": "perhaps"][$0]
  }

  @Test(arguments: [
    ("grace", "SWITCHBOARD_GRACE"), ("max-sessions", "SWITCHBOARD_MAX_SESSIONS"),
  ])
  func `a variable is called as its option`(_ option: String, _ name: String) {
    #expect(Environment.variable(of: option) == name)
  }

  @Test func `a variable is read as its option would be`() throws {
    #expect(try Self.environment.value(of: "grace", DurationText.read) == .seconds(5))
  }

  @Test(arguments: ["loops", "listen"])
  func `one that is empty is none`(_ option: String) throws {
    #expect(try Self.environment.value(of: option, DurationText.read) == nil)
  }

  @Test func `a text that cannot be read is told with the variable's name`() {
    let words = "the value 'perhaps' of SWITCHBOARD_UPPER is invalid: neither true nor false"
    #expect(throws: UsageError(words)) {
      try Self.environment.value(of: "upper", BooleanText.read)
    }
  }
}
