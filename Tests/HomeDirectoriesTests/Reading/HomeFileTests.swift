import CPlatform
import Foundation
import HomeDirectories
import SystemCalls
import Testing

struct HomeFileTests {
  @Test(arguments: [(0, 100, "0123456789"), (3, 4, "3456"), (10, 5, ""), (99, 5, "")])
  func `a file is read from any offset`(
    _ offset: Int64,
    _ count: Int,
    _ expected: String
  ) async throws {
    try await withHome { test in
      try test.put("digits", "0123456789")
      let file = try test.home.openForReading(path("/digits"))
      #expect(file.status.size == 10)
      #expect(try file.text(count, at: offset) == expected)
      let bytes = try file.bytes(count) { buffer throws(HomeError) in
        let read = try file.readWithoutWaiting(at: offset, into: &buffer)
        #expect(read == expected.utf8.count)
      }
      #expect(bytes == Array(expected.utf8))
    }
  }

  @Test func `it stays the file that it was when another takes its name`() async throws {
    try await withHome { test in
      try test.put("file", "old")
      let file = try test.home.openForReading(path("/file"))
      try test.upload("/file", "newer")
      #expect(try file.text() == "old")
      #expect(try file.size() == 3)
      try test.home.deleteFile(path("/file"))
      #expect(try file.text() == "old")
    }
  }

  @Test func `its size is that of now`() async throws {
    try await withHome { test in
      try test.put("file", "old")
      let file = try test.home.openForReading(path("/file"))
      let upload = try test.home.openForWriting(path("/file"))
      try upload.write("er", at: 3)
      #expect(try file.size() == 5)
      #expect(file.status.size == 3)
    }
  }

  @Test func `a file beyond 4 GiB with holes is read to its end`() async throws {
    try await withHome { test in
      let offset: Int64 = 5_000_000_000
      let upload = try test.home.beginUpload(to: path("/large"), owner: 1)
      try upload.write("end", at: offset)
      try upload.commit()
      let file = try test.home.openForReading(path("/large"))
      #expect(file.status.size == offset + 3)
      #expect(try file.text(at: offset) == "end")
      #expect(try file.text(at: offset - 2) == "\0\0end")
    }
  }

  @Test func `a file is sent by its descriptor`() async throws {
    try await withHome { test in
      try test.put("digits", "0123456789")
      let file = try test.home.openForReading(path("/digits"))
      let pair = try System.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      let sent = try System.sendfile(pair.first, from: file.descriptor, offset: 3, count: 4)
      #expect(sent == 4)
    }
  }

  @Test func `an empty file has nothing`() async throws {
    try await withHome { test in
      try test.upload("/empty", "")
      let file = try test.home.openForReading(path("/empty"))
      #expect(try file.text() == "")
      #expect(try file.size() == 0)
    }
  }

  #if DEBUG
  @Test(arguments: [Errno.wouldBlock, .notSupported, .notImplemented, .invalidArgument])
  func `what the disk would be waited for is not read without waiting`(
    _ error: Errno
  ) async throws {
    try await withHome { test in
      try test.put("file", "text")
      let file = try test.home.openForReading(path("/file"))
      try FakeKernel.run([.init(.preadv2, .failure(error))]) {
        _ = try file.bytes(4) { buffer throws(HomeError) in
          let read = try file.readWithoutWaiting(at: 0, into: &buffer)
          #expect(read == nil)
        }
      }
    }
  }

  @Test func `a damaged disk is told`() async throws {
    try await withHome { test in
      try test.put("file", "text")
      let file = try test.home.openForReading(path("/file"))
      let faults: [FakeKernel.Fault] = [
        .init(.pread, .failure(.inputOutput)), .init(.preadv2, .failure(.inputOutput)),
        .init(.fstat, .failure(.inputOutput)),
      ]
      FakeKernel.run(faults) {
        let damaged = HomeError.failed(Errno.inputOutput.rawValue)
        #expect(throws: damaged) { try file.text() }
        #expect(throws: damaged) { try file.size() }
        #expect(throws: damaged) {
          try file.bytes(4) { buffer throws(HomeError) in
            _ = try file.readWithoutWaiting(at: 0, into: &buffer)
          }
        }
      }
    }
  }
  #endif
}
