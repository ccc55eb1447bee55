import HomeDirectories
import SystemCalls
import TestSupport
import Testing

/// A disk that is full in truth.
struct FullDiskTests {
  @Test(.enabled(if: SmallDisk.isAvailable, "only root may mount a small disk"))
  func `an upload to a full disk says so, leaves what was there, and frees its room`()
    async throws
  {
    try await SmallDisk.with(bytes: 1 << 20) { directory in
      let home = try HomeDirectory(at: directory)
      let before = try home.freeSpace().available
      #expect(before <= 1 << 20)
      let file = try path("/file")
      let first = try home.beginUpload(to: file, owner: 7)
      try first.write("old")
      try first.commit()
      let upload = try home.beginUpload(to: file, owner: 7)
      let piece = String(repeating: "x", count: 64 << 10)
      #expect(throws: HomeError.noSpace) {
        for number in 0..<20 { try upload.write(piece, at: Int64(number * piece.utf8.count)) }
      }
      #expect(try home.freeSpace().available == 0)
      #expect(throws: HomeError.noSpace) {
        try home.beginUpload(to: path("/other"), owner: 7).write("x")
      }
      let freed = try upload.abandon()
      #expect(freed.bytes > 900 << 10)
      #expect(try home.openForReading(file).text() == "old")
      #expect(try home.freeSpace().available >= before - (8 << 10))
    }
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "only root may mount a small disk"))
  func `nothing is moved to another disk within the home`() async throws {
    try await withHome { test in
      try test.put("file", "text")
      try test.makeDirectory("disk")
      try SmallDisk.attached(test.file("disk")) {
        #expect(throws: HomeError.crossesFileSystems) {
          try test.home.rename(path("/file"), to: path("/disk/file"), isReplacing: false)
        }
        try test.upload("/disk/new", "text")
        #expect(test.content("disk/new") == "text")
      }
      #expect(test.content("file") == "text")
    }
  }
}
