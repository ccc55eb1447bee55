import Accounts
import Testing

struct PathRuleTests {
  static let table: [(text: String, path: [String], permissions: Permissions)] = [
    ("/=all", [], .all),
    ("/pub=read-only", ["pub"], .readOnly),
    ("/pub/incoming=upload-only", ["pub", "incoming"], .uploadOnly),
    ("/a b/c,d=list,read,delete", ["a b", "c,d"], [.list, .read, .delete]),
    ("/100%25/x%3dy=none", ["100%", "x=y"], []),
    ("/%c3%a9=list", ["é"], .list),
    ("/...=list", ["..."], .list),
  ]

  @Test(arguments: table)
  func `a rule is written as path and permissions`(
    text: String,
    path: [String],
    permissions: Permissions
  ) throws {
    let rule = AccessRules.PathRule(path.map(bytes), permissions)
    #expect(AccessRules.PathRule(text) == rule)
    #expect(rule.description == text)
    #expect(rule.isValid)
  }

  @Test(arguments: [
    ("//pub//in/=list", "/pub/in=list"), ("/x=y=list", "/x%3dy=list"), ("/é=list", "/%c3%a9=list"),
    ("/%C3%A9=list,read", "/%c3%a9=read-only"),
  ])
  func `other ways to write a rule mean the same`(text: String, same: String) {
    #expect(AccessRules.PathRule(text)?.description == same)
  }

  @Test(arguments: [
    "", "=", "/", "/pub", "pub=list", "/pub=", "/pub=write", "/%=list", "/%4=list", "/%zz=list",
    "/.=list", "/a/../b=list", "/%2e%2e=list", "/a%00=list", "/a%2fb=list",
    "/" + String(repeating: "x", count: 256) + "=list",
    String(repeating: "/xxxxxxxxx", count: 410) + "=list",
  ])
  func `all else is no rule`(text: String) {
    #expect(AccessRules.PathRule(text) == nil)
  }

  @Test func `a name of any byte gives itself again, but for NUL and slash`() {
    for byte in UInt8.min...UInt8.max {
      let rule = AccessRules.PathRule([[0x61, byte, 0x62]], .list)
      let isName = byte != 0 && byte != UInt8(ascii: "/")
      #expect(rule.isValid == isName)
      if isName { #expect(AccessRules.PathRule(rule.description) == rule) }
      #expect(rule.description.utf8.allSatisfy { (0x20...0x7e).contains($0) })
    }
  }
}
