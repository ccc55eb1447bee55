import Testing

@testable import switchboard

struct MachineNameTests {
  @Test(arguments: ["a", "vm", "files.example.org", "a-b.c1", String(repeating: "a", count: 63)])
  func `a host name is one`(_ text: String) {
    #expect(MachineName.isName(text))
  }

  @Test(arguments: [
    "", "(none)", "a_b", "-a", "a-", "a..b", ".a", "a.", "a b", "ü", "a\n",
    String(repeating: "a", count: 64), String(repeating: "a.", count: 127) + "a",
  ])
  func `anything else is none`(_ text: String) {
    #expect(!MachineName.isName(text))
  }
}
