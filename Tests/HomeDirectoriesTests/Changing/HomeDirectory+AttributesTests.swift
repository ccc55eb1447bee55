import HomeDirectories
import SystemCalls
import Testing

struct HomeDirectoryAttributesTests {
  @Test(arguments: [0, 0o7, 0o600, 0o644, 0o777] as [UInt16])
  func `the mode is set of files and directories, also of what may not be read`(
    _ mode: UInt16
  ) async throws {
    try await withHome { test in
      try test.put("file")
      try test.makeDirectory("folder")
      try test.link("link", to: "file")
      for name in ["/file", "/folder"] {
        try test.home.setMode(of: path(name), to: mode)
        #expect(try test.home.status(of: path(name)).mode == mode)
        try test.home.setMode(of: path(name), to: 0o750)
        #expect(try test.home.status(of: path(name)).mode == 0o750)
      }
      try test.home.setMode(of: path("/link"), to: mode)
      #expect(try test.home.status(of: path("/file")).mode == mode)
    }
  }

  @Test(arguments: [0o1000, 0o4755, 0o2777, UInt16.max])
  func `other bits than those of permissions are refused`(_ mode: UInt16) async throws {
    try await withHome { test in
      try test.put("file")
      let before = try test.home.status(of: path("/file")).mode
      #expect(throws: HomeError.invalidMode) {
        try test.home.setMode(of: path("/file"), to: mode)
      }
      #expect(try test.home.status(of: path("/file")).mode == before)
    }
  }

  @Test(arguments: [-86_400, 0, 1_234_567_890, 4_102_444_800])
  func `the time is set, before 1970 and after 2038 too`(_ seconds: Int64) async throws {
    try await withHome { test in
      try test.put("file")
      let time = FileTime(seconds: seconds, nanoseconds: 5_000_000)
      try test.home.setTime(of: path("/file"), to: time)
      #expect(try test.home.status(of: path("/file")).modified == time)
      try test.home.setTime(of: .root, to: time)
      #expect(try test.home.status(of: .root).modified == time)
    }
  }

  #if DEBUG
  @Test func `a kernel that sets no mode of a place has another way`() async throws {
    try await withHome { test in
      try test.put("file")
      try FakeKernel.run([.init(.fchmodat2, .failure(.notImplemented))]) {
        try test.home.setMode(of: path("/file"), to: 0o611)
      }
      #expect(try test.home.status(of: path("/file")).mode == 0o611)
    }
  }
  #endif
}
