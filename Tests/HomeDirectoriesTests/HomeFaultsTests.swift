#if DEBUG
import HomeDirectories
import SystemCalls
import Testing

/// Disks that are full, damaged or read-only, call by call.
struct HomeFaultsTests {
  private typealias Fault = FakeKernel.Fault

  private static let causes: [(Errno, HomeError)] = [
    (.noSpace, .noSpace), (.quotaExceeded, .diskQuota),
    (.inputOutput, .failed(Errno.inputOutput.rawValue)), (.readOnlyFileSystem, .readOnly),
  ]

  @Test(arguments: causes)
  func `an upload that the disk refuses says why, and leaves what was there`(
    _ error: Errno,
    _ cause: HomeError
  ) async throws {
    try await withHome { test in
      try test.put("file", "old")
      let upload = try test.home.beginUpload(to: path("/file"), owner: 7)
      FakeKernel.run([Fault(.pwrite, .failure(error))]) {
        #expect(throws: cause) { try upload.write("text") }
      }
      try upload.abandon()
      #expect(test.content("file") == "old")
      #expect(try test.names() == ["file"])
    }
  }

  @Test(arguments: [SystemCall.fsync, .fchmod, .renameat2, .fstatat], causes)
  func `an upload that the disk refuses at its end is not complete, and may be again`(
    _ call: SystemCall,
    _ error: (code: Errno, cause: HomeError)
  ) async throws {
    var settings = HomeSettings()
    settings.isSynchronous = true
    try await withHome(settings) { test in
      try test.put("file", "old")
      let upload = try test.home.beginUpload(to: path("/file"), owner: 7)
      try upload.write("text")
      FakeKernel.run([Fault(call, .failure(error.code))]) {
        #expect(throws: error.cause) { try upload.commit() }
      }
      #expect(test.content("file") == "old")
      try upload.commit()
      #expect(test.content("file") == "text")
    }
  }

  @Test func `bytes that the disk takes piece by piece all arrive`() async throws {
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/file"), owner: 7)
      let record = try FakeKernel.run([Fault(.pwrite, turns: 1...Int.max, .short(3))]) {
        try upload.write("0123456789")
      }
      #expect(record[.pwrite] == 4)
      try upload.commit()
      #expect(test.content("file") == "0123456789")
    }
  }

  @Test func `a disk that takes nothing is not asked for ever`() async throws {
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/file"), owner: 7)
      FakeKernel.run([Fault(.pwrite, turns: 1...Int.max, .success(0))]) {
        #expect(throws: HomeError.self) { try upload.write("text") }
      }
      try upload.abandon()
    }
  }

  @Test func `a part that cannot be removed is told, and swept later`() async throws {
    try await withHome { test in
      try test.put("file", "old")
      let upload = try test.home.beginUpload(to: path("/file"), owner: 7)
      FakeKernel.run([Fault(.unlinkat, .failure(.readOnlyFileSystem))]) {
        #expect(throws: HomeError.readOnly) { try upload.abandon() }
      }
      #expect(try test.names().count == 2)
      try test.home.sweepParts(olderThan: FileTime(seconds: 4_000_000_000))
      #expect(try test.names() == ["file"])
    }
  }

  @Test func `a file system without locks makes no uploads, and leaves none`() async throws {
    try await withHome { test in
      FakeKernel.run([Fault(.fcntl, turns: 1...Int.max, .failure(.notSupported))]) {
        #expect(throws: HomeError.notSupported) {
          try test.home.beginUpload(to: path("/file"), owner: 7)
        }
      }
      let names = try test.names()
      #expect(names.isEmpty)
    }
  }

  @Test(arguments: [SystemCall.getdents64, .fstatat])
  func `a tree on a damaged disk is not counted as smaller`(_ call: SystemCall) async throws {
    try await withHome { test in
      try test.put("file", "old")
      FakeKernel.run([Fault(call, .failure(.inputOutput))]) {
        #expect(throws: HomeError.failed(Errno.inputOutput.rawValue)) {
          try test.home.treeSize()
        }
      }
    }
  }

  @Test func `a process without descriptors is short of them, and loses nothing`() async throws {
    try await withHome { test in
      try test.put("file", "old")
      FakeKernel.run([Fault(.openat2, .failure(.tooManyOpenFiles))]) {
        #expect(throws: HomeError.shortage) { try test.home.openForReading(path("/file")) }
      }
      FakeKernel.run([Fault(.openat2, turns: 2...2, .failure(.tooManyOpenFiles))]) {
        #expect(throws: HomeError.shortage) {
          try test.home.beginUpload(to: path("/new"), owner: 7)
        }
      }
      #expect(try test.names() == ["file"])
    }
  }
}
#endif
