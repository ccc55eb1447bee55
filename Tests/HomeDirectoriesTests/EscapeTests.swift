import CPlatform
import Foundation
import Glibc
import HomeDirectories
import Synchronization
import SystemCalls
import TestSupport
import Testing

/// Threads that swap what a path leads to, again and again, while another tries to get out.
@Suite(.timeLimit(.minutes(10))) struct EscapeTests {
  /// How often things are swapped at least: the more the longer the run may take.
  private static let swaps =
    ProcessInfo.processInfo.environment["SWITCHBOARD_LONG_TESTS"] == "1" ? 100_000 : 10_000

  /// How often everything is tried at least.
  private static let roundsMin = 30

  @Test(arguments: ["../outside", "absolute", "../base/../outside", "folder/../../outside"])
  func `no operation gets out through a directory that is swapped for a link`(
    _ target: String
  ) async throws {
    try await Self.attack { test in
      try test.link("link", to: target == "absolute" ? test.outside : target)
      try test.makeDirectory("real")
      try test.put("real/secret", "inside")
      try test.makeDirectory("folder")
    } swap: { test in
      Self.exchange(test.file("real"), test.file("link"))
    }
  }

  @Test func `no operation gets out through a file that is swapped for a link`() async throws {
    try await Self.attack { test in
      try test.makeDirectory("real")
      try test.put("real/secret", "inside")
      try test.link("real/link", to: "../../outside/secret")
    } swap: { test in
      Self.exchange(test.file("real/secret"), test.file("real/link"))
    }
  }

  @Test func `no operation gets out by a link through a directory that is moved`() async throws {
    // From `deep/folder` the link leads to `outside` in the home; where the folder is moved up
    // meanwhile, the same steps lead to what lies beside the home.
    try await Self.attack { test in
      try test.makeDirectory("deep/folder/real")
      try test.makeDirectory("outside")
      try test.put("outside/secret", "inside")
      try test.link("deep/folder/link", to: "../../outside")
      try test.link("real", to: "deep/folder/link")
      try test.makeDirectory("other")
    } swap: { test in
      Self.exchange(test.file("deep/folder"), test.file("other"))
    }
  }

  /// Swaps on a thread of its own as often as it takes, meanwhile does everything that a client
  /// can, and looks after the end whether anything outside has changed.
  private static func attack(
    _ prepare: @Sendable @escaping (TestHome) throws -> Void,
    swap: @Sendable @escaping (TestHome) -> Void
  ) async throws {
    try await withHome { test in
      try prepare(test)
      try test.put("../outside/only outside")
      let before = try Outside(test)
      let isOver = Atomic(false)
      let done = Atomic(0)
      try withThread {
        var count = 0
        while count < swaps || done.load(ordering: .relaxed) < roundsMin {
          swap(test)
          count += 1
        }
        isOver.store(true, ordering: .releasing)
      } meanwhile: {
        var random = SeededGenerator()
        while !isOver.load(ordering: .acquiring) {
          tryEverything(test, &random)
          done.add(1, ordering: .relaxed)
        }
      }
      #expect(try Outside(test) == before)
    }
  }

  /// Runs `body` here and `other` on a thread that has ended when this returns.
  private static func withThread(
    _ other: @Sendable () -> Void,
    meanwhile body: () -> Void
  ) throws {
    try withoutActuallyEscaping(other) { other in
      let thread = try SystemThread(name: "swapper", other)
      body()
      thread.join()
    }
  }

  /// Each operation once, at what is swapped, with whatever outcome.
  private static func tryEverything(_ test: TestHome, _ random: inout SeededGenerator) {
    let home = test.home
    let places = [
      "/real", "/link", "/real/link", "/real/secret", "/link/secret", "/deep/folder/link",
    ]
    for name in places.shuffled(using: &random) {
      guard let place = try? path(name), let inner = try? place.appending(Array("secret".utf8)),
        let made = try? place.appending(Array("made".utf8)),
        let own = try? path("/own")
      else { continue }
      for file in [place, inner] {
        read(home, file)
        attempt { try home.setMode(of: file, to: 0o604) }
        attempt { try home.setTime(of: file, to: FileTime(seconds: 1)) }
        attempt { _ = try home.status(of: file) }
        attempt {
          let upload = try home.openForWriting(file)
          try upload.write("inside", at: 0)
        }
      }
      attempt {
        let upload = try home.beginUpload(to: made, owner: 7)
        try upload.write("inside")
        try upload.commit()
      }
      attempt { try home.beginUpload(to: inner, owner: 7).abandon(keepingPart: false) }
      attempt { try home.beginUniqueUpload(in: place, hint: nil, owner: 7).abandon() }
      attempt { try home.rename(made, to: own, isReplacing: true) }
      attempt { try home.rename(own, to: made, isReplacing: true) }
      attempt { try home.deleteFile(made) }
      attempt { try home.makeDirectory(made) }
      attempt { try home.removeDirectory(made) }
      list(home, place)
      attempt { _ = try home.treeSize() }
      attempt { try home.sweepParts(olderThan: FileTime(seconds: 4_000_000_000)) }
    }
  }

  private static func attempt(_ body: () throws -> Void) {
    // What an operation says in such a mess is its own affair.
    try? body()
  }

  private static func read(_ home: HomeDirectory, _ place: HomePath) {
    guard let text = try? home.openForReading(place).text() else { return }
    #expect(text != "secret")
  }

  private static func list(_ home: HomeDirectory, _ place: HomePath) {
    guard let entries = try? home.list(place).next(atMost: 100) else { return }
    #expect(!entries.contains { $0.name == Array("only outside".utf8) })
  }

  private static func exchange(_ first: String, _ second: String) {
    // SAFETY: the paths live through the call. 2 is `RENAME_EXCHANGE`.
    unsafe _ = CPlatform.renameat2(AT_FDCWD, first, AT_FDCWD, second, 2)
  }
}

/// What lies beside a home, so that a change of it shows.
private struct Outside: Equatable {
  var names: [String]
  var content: String?
  var folder: FileStatus
  var secret: FileStatus

  init(_ test: TestHome) throws {
    let folder = try System.open(Array(test.outside.utf8), .path)
    self.folder = try System.fstat(folder)
    secret = try System.fstatat(folder, Array("secret".utf8))
    names = try FileManager.default.contentsOfDirectory(atPath: test.outside).sorted()
    content = test.content("../outside/secret")
  }
}
