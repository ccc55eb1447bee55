import Testing

@testable import switchboard

struct PathFilterTests {
  private func filter(_ words: String...) throws -> PathFilter {
    PathFilter(
      rules: try words.map { word in
        PathFilter.Rule(
          pattern: try GlobPattern(Array(word.dropFirst().utf8)),
          includes: word.hasPrefix("+")
        )
      }
    )
  }

  @Test func `the first rule that is of a path decides`() throws {
    let filter = try filter("+keep.o", "-*.o", "+x.o")
    #expect(filter.takes(Array("d/keep.o".utf8), isFolder: false))
    #expect(!filter.takes(Array("x.o".utf8), isFolder: false))
    #expect(filter.takes(Array("x.c".utf8), isFolder: false))
  }

  @Test func `only some are taken where the last rule leaves all out`() throws {
    let filter = try filter("+*/", "+*.txt", "-*")
    #expect(filter.takes(Array("d".utf8), isFolder: true))
    #expect(filter.takes(Array("d/a.txt".utf8), isFolder: false))
    #expect(!filter.takes(Array("d/a.c".utf8), isFolder: false))
  }
}
