import Foundation
import HomeDirectories
import Synchronization
import SystemCalls
import TestSupport
import Testing

/// Many uploads of one owner to one name at once, cut, gone on with and swept.
@Suite(.timeLimit(.minutes(10))) struct UploadRacesTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["SWITCHBOARD_LONG_TESTS"] == "1" ? 20_000 : 1000

  private static let piece = String(repeating: "x", count: 100)
  private static let pieces = 4

  @Test func `whoever looks sees the whole file or none, and no upload is lost to a sweep`()
    async throws
  {
    try await withHome { test in
      let file = try path("/file")
      let running = Atomic(3)
      let whole = Atomic(0)
      let threads = ([1, 2, 3] as [UInt64]).map { seed in
        Thread {
          var random = SeededGenerator(seed: SeededGenerator.runSeed &+ seed)
          for _ in 0..<Self.rounds { Self.upload(file, test.home, &random, whole) }
          running.subtract(1, ordering: .releasing)
        }
      }
      for thread in threads { thread.start() }
      while running.load(ordering: .acquiring) > 0 {
        if let size = try? test.home.openForReading(file).status.size {
          #expect(size == Int64(Self.pieces * Self.piece.utf8.count))
        }
        try test.home.sweepParts(olderThan: FileTime(seconds: 4_000_000_000))
        _ = try? test.home.deleteFile(file)
      }
      try test.home.sweepParts(olderThan: FileTime(seconds: 4_000_000_000))
      #expect(whole.load(ordering: .relaxed) > Self.rounds)
      #expect(Set(try test.names()).isSubset(of: ["file"]))
    }
  }

  /// One upload, from the beginning or from where another was cut, to the end or not.
  private static func upload(
    _ file: HomePath,
    _ home: HomeDirectory,
    _ random: inout SeededGenerator,
    _ whole: borrowing Atomic<Int>
  ) {
    do throws(HomeError) {
      let upload = try begin(file, home, isNew: Bool.random(using: &random))
      let first = Int(upload.startOffset) / piece.utf8.count
      let last = Int.random(in: first...pieces + 2, using: &random)
      for number in first..<max(first, min(last, pieces)) {
        try upload.write(piece, at: Int64(number * piece.utf8.count))
      }
      if last < pieces {
        try upload.abandon()
      } else {
        try upload.commit()
        whole.add(1, ordering: .relaxed)
      }
    } catch {
      Issue.record("an upload failed: \(error)")
    }
  }

  private static func begin(
    _ file: HomePath,
    _ home: HomeDirectory,
    isNew: Bool
  ) throws(HomeError) -> HomeUpload {
    if isNew { return try home.beginUpload(to: file, owner: 7) }
    do throws(HomeError) {
      return try home.resumeUpload(to: file, owner: 7)
    } catch {
      // Another goes on with the part, or is complete: then anew.
      guard [.busy, .exists].contains(error) else { throw error }
      return try home.beginUpload(to: file, owner: 7)
    }
  }
}
