import SystemCalls
import Testing

struct SystemUsersTests {
  @Test func `root is the user number 0`() throws {
    let root = try System.user(named: "root")
    #expect(root == UserEntry(user: 0, group: 0))
  }

  @Test(arguments: ["no-such-user-here", "", String(repeating: "x", count: 10_000)])
  func `a name that nobody has is nobody's`(_ name: String) throws {
    let user = try System.user(named: name)
    #expect(user == nil)
  }
}
