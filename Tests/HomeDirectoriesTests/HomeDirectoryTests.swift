import Foundation
import HomeDirectories
import SystemCalls
import TestSupport
import Testing

struct HomeDirectoryTests {
  @Test(arguments: [0o700, 0o755, 0o711] as [UInt16])
  func `a home is made with its parents where it is missing`(_ mode: UInt16) async throws {
    try await temporaryDirectory { directory in
      let path = directory + "/a//b/./alice"
      #expect(throws: HomeError.noSuchFile) { try HomeDirectory(at: path) }
      let home = try HomeDirectory(at: path, makingWith: mode)
      #expect(try home.status(of: .root).mode == mode)
      let parent = try HomeDirectory(at: directory + "/a")
      #expect(try parent.status(of: .root).mode == 0o755)
    }
  }

  @Test func `a home that is there is taken as it is`() async throws {
    try await temporaryDirectory { directory in
      let made = try HomeDirectory(at: directory, makingWith: 0o755)
      #expect(try made.status(of: .root).mode == 0o700)
      let again = try HomeDirectory(at: directory + "/")
      #expect(try again.status(of: .root).isSameFile(as: made.status(of: .root)))
    }
  }

  @Test func `a home may lie behind the administrator's links`() async throws {
    try await withHome { test in
      try test.makeDirectory("real")
      try test.link("link", to: test.file("real"))
      let home = try HomeDirectory(at: test.file("link"))
      let made = try HomeDirectory(at: test.file("link/new"), makingWith: 0o700)
      #expect(try home.status(of: path("/new")).isSameFile(as: made.status(of: .root)))
    }
  }

  @Test func `what is no directory is no home`() async throws {
    try await withHome { test in
      try test.put("file")
      #expect(throws: HomeError.notADirectory) { try HomeDirectory(at: test.file("file")) }
      #expect(throws: HomeError.notADirectory) {
        try HomeDirectory(at: test.file("file/new"), makingWith: 0o700)
      }
      #expect(throws: HomeError.invalidName) { try HomeDirectory(at: test.path + "\0x") }
    }
  }

  @Test func `a home stays the directory that it was, wherever that goes`() async throws {
    try await withHome { test in
      try test.put("file", "text")
      try FileManager.default.moveItem(atPath: test.path, toPath: test.outside + "/moved")
      #expect(try test.home.openForReading(path("/file")).text() == "text")
    }
  }

  @Test func `the room on the disk is told`() async throws {
    try await withHome { test in
      let space = try test.home.freeSpace()
      #expect(0...space.capacity ~= space.available)
    }
  }

  #if DEBUG
  @Test func `a kernel without openat2 is named at once`() async throws {
    try await withHome { test in
      let record = FakeKernel.run([.init(.openat2, .failure(.notImplemented))]) {
        #expect(throws: HomeError.notSupported) { try HomeDirectory(at: test.path) }
      }
      #expect(record[.openat2] == 1)
    }
  }
  #endif
}
