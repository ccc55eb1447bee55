import HomeDirectories
import SystemCalls
import Testing

/// The names of parts, as a home gives them.
struct PartNameTests {
  /// The name of the part of an upload to a name.
  private static func part(of name: [UInt8], owner: Int64, in test: TestHome) throws -> [UInt8] {
    let upload = try test.home.beginUpload(to: HomePath.root.appending(name), owner: owner)
    var reader = DirectoryReader(try System.open(Array(test.path.utf8), .directory))
    let entry = try #require(try reader.next())
    let second = try reader.next()
    #expect(second == nil)
    try upload.abandon()
    return entry.name
  }

  @Test(arguments: [1, 100, 255], [0, 1, Int64.max, .min])
  func `a part has a reserved name that fits, whatever the name and owner`(
    _ length: Int,
    _ owner: Int64
  ) async throws {
    try await withHome { test in
      let name = [UInt8](repeating: 0xFF, count: length)
      let part = try Self.part(of: name, owner: owner, in: test)
      #expect(part.count <= HomeLimits.nameBytesMax)
      #expect(throws: HomeError.invalidName) { try HomePath.root.appending(part) }
      #expect(try Self.part(of: name, owner: owner, in: test) == part)
      #expect(try Self.part(of: name, owner: owner ^ 1, in: test) != part)
    }
  }

  @Test func `long names that differ in their last byte have different parts`() async throws {
    try await withHome { test in
      let parts = try (0..<20).map { last in
        let name = [UInt8](repeating: 97, count: 254) + [UInt8(97 + last)]
        return try Self.part(of: name, owner: 1, in: test)
      }
      #expect(Set(parts).count == parts.count)
    }
  }

  @Test func `names with dots and numbers do not meet those of other owners`() async throws {
    try await withHome { test in
      let names: [(String, Int64)] = [("a.1", 2), ("a", 1), ("a.1", 1), ("a.1.1", 2), ("a", 12)]
      let parts = try names.map { try Self.part(of: Array($0.utf8), owner: $1, in: test) }
      #expect(Set(parts).count == parts.count)
    }
  }
}
