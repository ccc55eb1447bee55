#if DEBUG
import CPlatform
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

  /// What comes of ten bytes in a pipe, and how many of them are written.
  private static let pipeFaults: [([Fault], HomeError?, Int)] = [
    ([], nil, 10), ([Fault(.splice, turns: 1...9, .short(1))], nil, 10),
    ([Fault(.splice, .failure(.invalidArgument))], nil, 10),
    (
      [
        Fault(.splice, turns: 2...2, .failure(.invalidArgument)),
        Fault(.splice, turns: 1...1, .short(3)),
      ], nil, 10
    ),
    (
      [Fault(.splice, .failure(.invalidArgument)), Fault(.pwrite, turns: 1...9, .short(4))], nil,
      10
    ),
    (
      [Fault(.splice, turns: 2...2, .failure(.noSpace)), Fault(.splice, turns: 1...1, .short(3))],
      .noSpace, 3
    ),
    (
      [
        Fault(.splice, .failure(.invalidArgument)),
        Fault(.pwrite, turns: 2...2, .failure(.noSpace)),
        Fault(.pwrite, turns: 1...1, .short(4)),
      ], .noSpace, 4
    ), ([Fault(.splice, .success(0))], .failed(Errno.inputOutput.rawValue), 0),
  ]

  @Test(arguments: pipeFaults.indices)
  func `what is in a pipe is written whole, or it is known how much was`(
    _ index: Int
  ) async throws {
    let (faults, error, count) = Self.pipeFaults[index]
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7)
      try upload.write("ab")
      let pair = try System.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      // SAFETY: the bytes are only read, and are those of an array that lives through the call.
      _ = try unsafe System.send(pair.first, Array("0123456789".utf8).span.bytes, flags: 0)
      let pipe = try KernelPipe(capacity: 4096)
      #expect(try pipe.takeIn(from: pair.second, atMost: 10) == 10)
      FakeKernel.run(faults) {
        var (written, failure) = (0, HomeError?.none)
        do throws(HomeError) {
          try upload.write(from: pipe, 10, at: 2, written: &written)
        } catch { failure = error }
        #expect(failure == error)
        #expect(written == count)
      }
      try upload.commit()
      #expect(test.content("new") == "ab" + "0123456789".prefix(count))
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

  @Test(arguments: [nil, "theirs"])
  func `a file system that cannot refuse to replace is asked before an upload ends`(
    _ inTheWay: String?
  ) async throws {
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7, isReplacing: false)
      try upload.write("mine")
      if let inTheWay { try test.put("new", inTheWay) }
      FakeKernel.run([Fault(.renameat2, .failure(.invalidArgument))]) {
        let outcome = Result { () throws(HomeError) in try upload.commit() }
        #expect(outcome == (inTheWay == nil ? .success(.none) : .failure(.exists)))
      }
      #expect(test.content("new") == inTheWay ?? "mine")
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
