import Accounts
import Testing

struct AccountNameTests {
  @Test(arguments: [
    "a", "Z", "0", "_", "ada", "ada.lovelace", "ada@example.org", "a-b", "_a", "9lives", "a.",
    "a--",
    String(repeating: "x", count: 64),
  ])
  func `a name of letters, digits and few signs is one`(text: String) throws {
    let name = try #require(AccountName(text))
    #expect(name.text == text && name.description == text)
    #expect(AccountName(utf8: bytes(text)) == name)
  }

  @Test(arguments: [
    "", ".", "..", ".a", "-a", "@a", "a b", "a/b", "a\n", "a\0", "ä", "aä", "a\u{301}", "a:b",
    "a%n",
    String(repeating: "x", count: 65), String(repeating: "x", count: 1 << 20),
  ])
  func `all else is no name`(text: String) {
    #expect(AccountName(text) == nil)
    #expect(AccountName(utf8: bytes(text)) == nil)
  }

  @Test func `of all bytes 63 can begin a name, and 66 can follow`() {
    let all = (UInt8.min...UInt8.max)
    #expect(all.filter { AccountName(utf8: [$0]) != nil }.count == 63)
    #expect(all.filter { AccountName(utf8: [UInt8(ascii: "a"), $0]) != nil }.count == 66)
  }

  @Test func `names are ordered by their bytes`() throws {
    let sorted = ["9", "A", "Z", "_", "a", "a-b", "a.b", "aa"]
    #expect(try sorted.reversed().map(name).sorted().map(\.text) == sorted)
  }
}
