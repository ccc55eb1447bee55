import Foundation
import TestSupport
import Testing

@testable import switchboard

struct OwnedFolderTests {
  @Test func `a file is made whole, with its mode, and once`() async throws {
    try await temporaryDirectory { directory in
      let folder = try OwnedFolder(makingAt: directory + "/a/b")
      #expect(try folder.makeFile("file", mode: 0o640) { Array("first".utf8) })
      #expect(try !folder.makeFile("file", mode: 0o600) { Array("second".utf8) })
      let path = directory + "/a/b/file"
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "first")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect((attributes[.posixPermissions] as? Int) == 0o640)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory + "/a/b") == ["file"])
    }
  }

  @Test func `what a run has left in the middle of a file is replaced`() async throws {
    try await temporaryDirectory { directory in
      let folder = try OwnedFolder(makingAt: directory)
      try "half".write(toFile: directory + "/.new-file", atomically: false, encoding: .utf8)
      #expect(try folder.makeFile("file", mode: 0o600) { Array("whole".utf8) })
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["file"])
      #expect(try String(contentsOfFile: directory + "/file", encoding: .utf8) == "whole")
    }
  }

  @Test func `a link to a folder is no folder of its own`() async throws {
    try await temporaryDirectory { directory in
      try FileManager.default.createSymbolicLink(
        atPath: directory + "/link",
        withDestinationPath: "/tmp"
      )
      let folder = try OwnedFolder(makingAt: directory)
      #expect(throws: FolderError.self) { _ = try folder.folder("link") }
      let hasLink = folder.has("link")
      #expect(hasLink)
    }
  }

  @Test func `an error says where and why`() async throws {
    try await temporaryDirectory { directory in
      try "".write(toFile: directory + "/file", atomically: false, encoding: .utf8)
      let error = #expect(throws: FolderError.self) {
        _ = try OwnedFolder(makingAt: directory + "/file/folder")
      }
      #expect(error?.description == "open folder \(directory)/file/folder: Not a directory")
    }
  }
}
