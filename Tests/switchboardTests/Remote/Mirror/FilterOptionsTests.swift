import ArgumentParser
import Testing

@testable import switchboard

struct FilterOptionsTests {
  @Test func `the order of the options is kept`() throws {
    let words = [
      "mirror", "a", "--exclude", "x", "--include=y:z", "--exclude", "w", "--", "--include",
    ]
    let numbered = FilterOptions.numbered(words)
    #expect(
      numbered == [
        "mirror", "a", "--exclude", "2:x", "--include=4:y:z", "--exclude", "5:w", "--", "--include",
      ]
    )
    let options = try FilterOptions.parse(Array(numbered[2..<7]))
    #expect(try options.filter.rules.map(\.includes) == [false, true, false])
    #expect(try options.filter.rules[1].pattern == GlobPattern(Array("y:z".utf8)))
  }
}
