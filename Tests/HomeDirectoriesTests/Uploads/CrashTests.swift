import Foundation
import HomeDirectories
import SystemCalls
import Testing

/// What a process that is killed in an upload leaves behind.
struct CrashTests {
  /// Where the home of both processes is: named after the one that tests.
  private static func homePath(of process: Int32) -> String {
    NSTemporaryDirectory() + "/switchboard-crash-\(process)"
  }

  @Test func `a process that is killed leaves a part that goes on, and no half file`()
    async throws
  {
    let place = Self.homePath(of: getpid())
    defer { try? FileManager.default.removeItem(atPath: place) }
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let home = try HomeDirectory(at: CrashTests.homePath(of: getppid()), makingWith: 0o700)
      let whole = try home.beginUpload(to: path("/old"), owner: 7)
      try whole.write("old")
      try whole.commit()
      let over = try home.beginUpload(to: path("/old"), owner: 7)
      try over.write("half of")
      let new = try home.beginUpload(to: path("/new"), owner: 7)
      try new.write("hel")
      kill(getpid(), SIGKILL)
    }
    let home = try HomeDirectory(at: place)
    #expect(try home.list(.root).nextNames(atMost: 9) == [Array("old".utf8)])
    #expect(try home.openForReading(path("/old")).text() == "old")
    #expect(try home.keptPart(of: path("/new"), owner: 7)?.size == 3)
    let rest = try home.resumeUpload(to: path("/new"), owner: 7)
    try rest.write("lo", at: rest.startOffset)
    try rest.commit()
    #expect(try home.openForReading(path("/new")).text() == "hello")
    let freed = try home.sweepParts(olderThan: FileTime(seconds: 4_000_000_000))
    #expect(freed == HomeUsage(bytes: 7, files: 1))
  }
}
