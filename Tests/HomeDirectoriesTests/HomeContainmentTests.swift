import Foundation
import HomeDirectories
import TestSupport
import Testing

struct HomeContainmentTests {
  @Test func `a home is beneath a folder as the file system has it`() async throws {
    try await temporaryDirectory { folder in
      for name in ["roots/a/b", "outside/c"] {
        try FileManager.default.createDirectory(
          atPath: folder + "/" + name,
          withIntermediateDirectories: true
        )
      }
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/roots/link",
        withDestinationPath: folder + "/outside/c"
      )
      let roots = [folder + "/nothing", folder + "/roots"]
      for path in ["/roots", "/roots/a", "/roots/a/b", "/outside/../roots/a"] {
        #expect(try HomeDirectory(at: folder + path).isBeneath(anyOf: roots), "\(path)")
      }
      for path in ["", "/outside", "/outside/c", "/roots/link", "/roots/a/../../outside"] {
        #expect(try !HomeDirectory(at: folder + path).isBeneath(anyOf: roots), "\(path)")
      }
      #expect(try !HomeDirectory(at: folder + "/roots").isBeneath(anyOf: []))
      #expect(try !HomeDirectory(at: "/").isBeneath(anyOf: roots))
      #expect(try HomeDirectory(at: folder + "/roots").isBeneath(anyOf: ["/"]))
    }
  }
}
