import CPlatform
import Foundation
import SystemCalls
import TestSupport
import Testing

struct DirectoryReaderTests {
  /// All entries of a directory.
  private static func entries(of path: String) throws -> [DirectoryEntry] {
    var reader = DirectoryReader(try System.open(Array(path.utf8), .directory))
    var entries: [DirectoryEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    let isAtEnd = try reader.next() == nil
    #expect(isAtEnd)
    return entries
  }

  @Test func `an empty directory has no entries`() async throws {
    try await temporaryDirectory { path in
      let entries = try Self.entries(of: path)
      #expect(entries.isEmpty)
    }
  }

  @Test func `each kind is told, with the number of the file`() async throws {
    try await temporaryDirectory { path in
      try makeOneOfEachKind(in: path)
      let folder = try System.open(Array(path.utf8), .path)
      let entries = try Self.entries(of: path)
      #expect(entries.count == kindsByName.count)
      for entry in entries {
        let status = try System.fstatat(folder, entry.name)
        #expect(entry.kind == nil || entry.kind == status.kind)
        #expect(entry.number == status.number)
      }
    }
  }

  @Test func `names are any bytes, and as long as they may be`() async throws {
    try await temporaryDirectory { path in
      let folder = try System.open(Array(path.utf8), .path)
      var names = Set((UInt8.min...UInt8.max).map { [120, $0] })
      names.remove([120, 0])
      names.remove([120, UInt8(ascii: "/")])
      names.insert([UInt8](repeating: 0xFF, count: 255))
      for name in names { try System.mkdirat(folder, name, mode: 0o700) }
      #expect(Set(try Self.entries(of: path).map(\.name)) == names)
    }
  }

  @Test func `more entries than the buffer holds all come, once`() async throws {
    try await temporaryDirectory { path in
      let folder = try System.open(Array(path.utf8), .path)
      let names = (0..<3000).map { Array("a name of some length, number \($0)".utf8) }
      for name in names { try System.mkdirat(folder, name, mode: 0o700) }
      let entries = try Self.entries(of: path)
      #expect(entries.count == names.count)
      #expect(Set(entries.map(\.name)) == Set(names))
    }
  }

  @Test func `a directory that is removed meanwhile is at its end`() async throws {
    try await temporaryDirectory { path in
      let inner = path + "/inner"
      try FileManager.default.createDirectory(
        atPath: inner,
        withIntermediateDirectories: false
      )
      var reader = DirectoryReader(try System.open(Array(inner.utf8), .directory))
      try FileManager.default.removeItem(atPath: inner)
      let entry = try reader.next()
      #expect(entry == nil)
    }
  }

  @Test func `what is no directory has no entries`() async throws {
    try await temporaryDirectory { path in
      var reader = DirectoryReader(try openFile(path + "/file", containing: []))
      #expect(throws: Errno.notDirectory) { _ = try reader.next() }
    }
  }

  #if DEBUG
  @Test func `a kernel that claims what it has not written is not believed`() async throws {
    try await temporaryDirectory { path in
      let folder = try System.open(Array(path.utf8), .directory)
      var reader = DirectoryReader(folder)
      FakeKernel.run([.init(.getdents64, .success(100))]) {
        #expect(throws: Errno.inputOutput) { _ = try reader.next() }
      }
    }
  }
  #endif
}
