import Foundation
import TLS
import TestSupport
import Testing

@testable import switchboard

struct DataFolderTests {
  static let places: [(variables: [String: String], isRoot: Bool, path: String)] = [
    ([:], true, "/var/lib/switchboard"),
    (["XDG_DATA_HOME": "/x", "HOME": "/h"], true, "/var/lib/switchboard"),
    (["XDG_DATA_HOME": "/x", "HOME": "/h"], false, "/x/switchboard"),
    (["XDG_DATA_HOME": "x", "HOME": "/h"], false, "/h/.local/share/switchboard"),
    (["HOME": "/h"], false, "/h/.local/share/switchboard"),
  ]

  @Test(arguments: places)
  func `it is where the base directory specification says`(
    _ variables: [String: String],
    _ isRoot: Bool,
    _ path: String
  ) throws {
    #expect(try DataFolder.standard({ variables[$0] }, isRoot: isRoot).path == path)
  }

  @Test func `without any home it must be named`() {
    #expect(throws: UsageError.self) { try DataFolder.standard({ _ in nil }, isRoot: false) }
  }

  @Test func `its path is absolute, without blanks between its names`() throws {
    #expect(try DataFolder("/a//b/./c/").path == "/a/b/c")
    let current = FileManager.default.currentDirectoryPath
    #expect(try DataFolder("data").path == current + "/data")
    #expect(throws: UsageError.self) { try DataFolder("") }
    #expect(throws: UsageError.self) { try DataFolder("a\0b") }
  }

  @Test func `what is missing is made, for its owner alone, and said`() async throws {
    try await temporaryDirectory { directory in
      let folder = try DataFolder(directory + "/a/data")
      var told: [Complaint] = []
      try folder.make { told.append($0) }
      #expect(told.count == 1)
      #expect(told.first?.words.contains("tls/certificate.pem") == true)
      let modes: [(path: String, mode: Int)] = [
        (folder.path, 0o700), (folder.homesFolder, 0o700), (folder.tlsFolder, 0o700),
        (folder.accountsFile, 0o600), (folder.keyFile, 0o600), (folder.certificateFile, 0o644),
        (folder.configurationFile, 0o644),
      ]
      for (path, mode) in modes {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? Int) == mode, "\(path)")
      }
      #expect(try folder.identity(ServeSettings()).certificate.hostNames.contains("localhost"))
    }
  }

  @Test func `what is there stays, and nothing is said`() async throws {
    try await temporaryDirectory { directory in
      let folder = try DataFolder(directory + "/data")
      try folder.make { _ in }
      try "fsync: true".write(
        toFile: folder.configurationFile,
        atomically: false,
        encoding: .utf8
      )
      let key = try String(contentsOfFile: folder.keyFile, encoding: .utf8)
      try folder.make { Issue.record("\($0)") }
      #expect(try String(contentsOfFile: folder.keyFile, encoding: .utf8) == key)
      let text = try String(contentsOfFile: folder.configurationFile, encoding: .utf8)
      #expect(text == "fsync: true")
    }
  }

  @Test func `a certificate without its key is left alone`() async throws {
    try await temporaryDirectory { directory in
      let folder = try DataFolder(directory + "/data")
      try folder.make { _ in }
      try FileManager.default.removeItem(atPath: folder.keyFile)
      try folder.make { Issue.record("\($0)") }
      #expect(!FileManager.default.fileExists(atPath: folder.keyFile))
    }
  }
}
