import Foundation
import HomeDirectories
import SystemCalls
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct HomeListingTests {
  /// Whether the run may take long: a soak.
  private static let isLong = ProcessInfo.processInfo.environment["SWITCHBOARD_LONG_TESTS"] == "1"

  /// All entries of a listing, taken in batches of this size.
  private static func all(_ listing: HomeListing, by count: Int = 3) throws -> [HomeEntry] {
    var entries: [HomeEntry] = []
    while true {
      let batch = try listing.next(atMost: count)
      #expect(batch.count <= count)
      if batch.isEmpty { return entries }
      entries += batch
    }
  }

  @Test func `entries are what they are, links what they lead to inside`() async throws {
    try await withHome { test in
      try test.put("file", "12345")
      try test.makeDirectory("folder/below")
      try test.put("folder/other", "123")
      try test.link("folder/near", to: "../file")
      try test.link("folder/out", to: "../../outside/secret")
      try test.link("folder/nowhere", to: "missing")
      let entries = try Self.all(test.home.list(path("/folder")))
      let found = Dictionary(
        uniqueKeysWithValues: entries.map { (String(decoding: $0.name, as: UTF8.self), $0) }
      )
      #expect(found.keys.sorted() == ["below", "near", "nowhere", "other", "out"])
      #expect(found["below"]?.status.kind == .directory)
      #expect(found["other"]?.status.size == 3)
      #expect(found["other"]?.isLink == false)
      #expect(found["near"]?.status.kind == .file)
      #expect(found["near"]?.status.size == 5)
      #expect(found["near"]?.isLink == true)
      #expect(found["out"]?.status.kind == .link)
      #expect(found["nowhere"]?.status.kind == .link)
    }
  }

  @Test(arguments: [0, 1, 2, 1_000_000])
  func `a batch has at most so many, at least one before the end`(_ count: Int) async throws {
    try await withHome { test in
      for number in 0..<3 { try test.put("file\(number)") }
      let listing = try test.home.list(.root)
      let first = try listing.next(atMost: count)
      #expect(first.count == min(max(count, 1), 3))
      let rest = try listing.nextNames(atMost: 10)
      #expect(first.count + rest.count == 3)
      #expect(try listing.next(atMost: 1).isEmpty)
    }
  }

  @Test func `parts are not listed, nor is what is gone`() async throws {
    try await withHome { test in
      try test.put("file")
      try test.put(".hidden")
      let upload = try test.home.beginUpload(to: path("/new"), owner: 1)
      let listing = try test.home.list(.root)
      #expect(
        try Set(listing.nextNames(atMost: 9)) == Set(["file", ".hidden"].map { Array($0.utf8) })
      )
      try upload.abandon()
      let next = try test.home.list(.root)
      try test.home.deleteFile(path("/file"))
      #expect(try Self.all(next).map(\.name) == [Array(".hidden".utf8)])
    }
  }

  @Test func `names of every byte are listed as they are`() async throws {
    try await withHome { test in
      let folder = try System.open(Array(test.path.utf8), .path)
      let bytes = (UInt8.min...UInt8.max).filter { $0 != 0 && $0 != UInt8(ascii: "/") }
      for byte in bytes { try System.mkdirat(folder, [120, byte], mode: 0o700) }
      let names = try Self.all(test.home.list(.root), by: 7).map(\.name)
      #expect(Set(names) == Set(bytes.map { [120, $0] }))
      #expect(names.count == bytes.count)
    }
  }

  @Test func `names of every byte that clients may use can be used for all`() async throws {
    try await withHome { test in
      for byte in UInt8.min...UInt8.max where ![0, 10, 13, UInt8(ascii: "/")].contains(byte) {
        let place = try HomePath.root.appending([byte, 120, byte])
        let upload = try test.home.beginUpload(to: place, owner: 1)
        try upload.write("x")
        try upload.commit()
        #expect(try test.home.openForReading(place).text() == "x")
        let other = try place.parent.appending([120, byte])
        try test.home.rename(place, to: other, isReplacing: false)
        try test.home.setMode(of: other, to: 0o600)
        try test.home.deleteFile(other)
      }
      #expect(try test.names().isEmpty)
    }
  }

  @Test func `a file is not listed, nor what is missing`() async throws {
    try await withHome { test in
      try test.put("file")
      #expect(throws: HomeError.notADirectory) { try test.home.list(path("/file")) }
      #expect(throws: HomeError.noSuchFile) { try test.home.list(path("/missing")) }
    }
  }

  @Test func `a sorted listing is in order, and none where there are too many`() async throws {
    try await withHome { test in
      for name in ["b", "a", "C", "ä"] { try test.put(name, name) }
      let sorted = try test.home.sortedEntries(of: .root)
      let names = sorted?.map { String(decoding: $0.name, as: UTF8.self) }
      #expect(names == ["C", "a", "b", "ä"])
      let bySize = try test.home.sortedEntries(of: .root, atMost: 4) { first, second in
        (first.status.size, first.name[0]) > (second.status.size, second.name[0])
      }
      #expect(bySize?.first?.name == Array("ä".utf8))
      #expect(try test.home.sortedEntries(of: .root, atMost: 3) == nil)
    }
  }

  // In a process of its own, whose memory is that of this test alone.
  @Test func `a large directory is listed whole, in memory that does not grow with it`()
    async throws
  {
    await #expect(processExitsWith: .success) {
      let count = HomeListingTests.isLong ? 200_000 : 20_000
      try await withHome { test in
        try Self.makeFiles(count, in: test)
        let before = try Self.memoryKilobytes("VmRSS")
        let listing = try test.home.list(.root)
        var seen = [Bool](repeating: false, count: count)
        while true {
          let batch = try listing.next(atMost: Int.max)
          try #require(batch.count <= HomeLimits.batchEntriesMax)
          if batch.isEmpty { break }
          for entry in batch {
            let number = try #require(Int(String(decoding: entry.name.dropFirst(5), as: UTF8.self)))
            try #require(!seen[number])
            seen[number] = true
          }
        }
        try #require(seen.allSatisfy { $0 })
        // All entries at once would be 3 MB of the shorter run, and 30 MB of the longer one.
        let growth = try Self.memoryKilobytes("VmHWM") - before
        try #require(growth < 2048, "the listing took \(growth) kB")
        try #require(try test.home.sortedEntries(of: .root) == nil)
        try #require(try test.home.treeSize() == HomeUsage(files: Int64(count)))
      }
    }
  }

  private static func makeFiles(_ count: Int, in test: TestHome) throws {
    let folder = try System.open(Array(test.path.utf8), .path)
    for number in 0..<count {
      let name = Array("file \(number)".utf8)
      _ = try System.openat2(folder, name, [.writeOnly, .create], mode: 0o600)
    }
  }

  /// A line of /proc/self/status that ends in `kB`.
  private static func memoryKilobytes(_ key: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(key + ":") })
    return try #require(Int(line.filter(\.isNumber)))
  }
}
