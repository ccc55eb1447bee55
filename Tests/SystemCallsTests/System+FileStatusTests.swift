import CPlatform
import Foundation
import SystemCalls
import TestSupport
import Testing

struct SystemFileStatusTests {
  @Test func `a file's status is what it is`() async throws {
    try await temporaryDirectory { directory in
      let file = try openFile(directory + "/file", containing: [1, 2, 3])
      let folder = try System.open(Array(directory.utf8), .path)
      let status = try System.fstat(file)
      #expect(status.kind == .file)
      #expect(status.size == 3)
      #expect(status.mode == 0o600)
      #expect(status.linkCount == 1)
      #expect(status.owner == geteuid())
      let same = try System.fstatat(folder, Array("file".utf8))
      #expect(same == status)
      #expect(same.isSameFile(as: status))
      let other = try System.fstat(folder)
      #expect(other.kind == .directory)
      #expect(!other.isSameFile(as: status))
    }
  }

  @Test func `every kind of file is told apart, a link from what it leads to`() async throws {
    try await temporaryDirectory { directory in
      try makeOneOfEachKind(in: directory)
      let folder = try System.open(Array(directory.utf8), .path)
      for (name, kind) in kindsByName {
        #expect(try System.fstatat(folder, Array(name.utf8)).kind == kind)
      }
      #expect(throws: Errno.noSuchFile) { try System.fstatat(folder, Array("missing".utf8)) }
      let device = try System.open(Array("/dev/null".utf8), .path)
      #expect(try System.fstat(device).kind == .characterDevice)
    }
  }

  @Test func `the mode is set by the open file, by its place, and by a path`() async throws {
    try await temporaryDirectory { directory in
      let path = directory + "/file"
      let file = try openFile(path, containing: [])
      try System.fchmod(file, 0o640)
      #expect(try System.fstat(file).mode == 0o640)
      try System.chmod(Array(path.utf8), 0o604)
      #expect(try System.fstat(file).mode == 0o604)
      let place = try System.open(Array(path.utf8), .path)
      #expect(throws: Errno.badFileDescriptor) { try System.fchmod(place, 0o600) }
      do throws(Errno) {
        try System.fchmodat2(place, 0o611)
      } catch {
        // Before Linux 6.6.
        try #require(error == .notImplemented)
        return
      }
      #expect(try System.fstat(file).mode == 0o611)
    }
  }

  @Test(arguments: [
    FileTime(seconds: 0), FileTime(seconds: -1, nanoseconds: 999_999_999),
    FileTime(seconds: -86_400 * 365), FileTime(seconds: 4_102_444_800, nanoseconds: 5),
    FileTime(seconds: 1_234_567_890, nanoseconds: 123_456_789),
  ])
  func `the time of the last change is set, before 1970 and after 2038 too`(
    _ time: FileTime
  ) async throws {
    try await temporaryDirectory { directory in
      let file = try openFile(directory + "/file", containing: [])
      try #require(try System.fstat(file).modified != time)
      try System.utimensat(file, modified: time)
      #expect(try System.fstat(file).modified == time)
      let folder = try System.open(Array(directory.utf8), .path)
      try System.utimensat(folder, modified: time)
      #expect(try System.fstat(folder).modified == time)
    }
  }

  @Test func `times are compared by seconds, then nanoseconds`() {
    let times = [(-1, 5), (-1, 6), (0, 0), (0, 1), (1, 0)].map {
      FileTime(seconds: $0, nanoseconds: $1)
    }
    #expect(times.reversed().sorted() == times)
  }

  @Test func `a file system has room, and no more than it is large`() throws {
    let root = try System.open(Array("/".utf8), .path)
    let space = try System.fstatvfs(root)
    #expect(space.capacity > 0)
    #expect(0...space.capacity ~= space.available)
    #expect(space.availableFiles >= 0)
  }
}
