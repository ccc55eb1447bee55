import FTPClients
import TLS
import TestSupport
import Testing

/// Everything that a client does, at our own server, in the clear and encrypted.
@Suite(.timeLimit(.minutes(5))) struct OperationTests {
  static let securities: [FTPSecurity] = [.none, .explicitTLS, .implicitTLS]

  @Test(arguments: securities)
  func `a file goes there and back`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      #expect(client.isEncrypted == (security != .none))
      let bytes = pattern(300_000)
      #expect(try await client.upload(bytes, to: "a file") == 300_000)
      #expect(running.content(of: "a file") == bytes)
      #expect(try await client.contents(of: "a file") == bytes)
      let listing = try await client.list()
      #expect(listing.entries.map(\.name) == ["a file"])
      #expect(listing.entries.map(\.size) == [300_000])
      #expect(listing.summary == FTPListingSummary.of(entries: 1))
      #expect(client.isOpen)
      await client.quit()
      #expect(!client.isOpen)
    }
  }

  @Test(arguments: securities)
  func `directories are made, entered, left and removed`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      #expect(try await client.currentDirectory() == "/")
      #expect(try await client.makeDirectory("a \"b\"") == "/a \"b\"")
      try await client.changeDirectory(to: "a \"b\"")
      #expect(try await client.currentDirectory() == "/a \"b\"")
      try await client.changeToParentDirectory()
      #expect(try await client.currentDirectory() == "/")
      try await client.removeDirectory("a \"b\"")
      let refusal = await failure { try await client.changeDirectory(to: "a \"b\"") }
      #expect(refusal?.isNoSuchFile == true)
      #expect(refusal?.description == #"CWD a "b": 550 No such file or directory"#)
      #expect(client.isOpen)
      await client.quit()
    }
  }

  @Test func `files are looked at, changed, renamed and removed`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn()
      try running.write(pattern(5), to: "old")
      #expect(try await client.size(of: "old") == 5)
      let time = FTPFileTime(seconds: 1_234_567_890)
      try await client.setModificationTime(of: "old", to: time)
      #expect(try await client.modificationTime(of: "old") == time)
      try await client.setMode(of: "old", to: 0o640)
      let entry = try await client.status(of: "old")
      #expect(entry.name == "old")
      #expect(entry.kind == .file)
      #expect(entry.size == 5)
      #expect(entry.modified == time)
      #expect(entry.mode == 0o640)
      #expect(entry.modified?.isUTC == true)
      #expect(entry.permissions == "adfrw")
      #expect(entry.owner == "alice")
      try await client.rename("old", to: "new")
      #expect(try await client.names() == ["new"])
      try await client.removeFile("new")
      #expect(try await client.names() == [])
      #expect(await failure { try await client.status(of: "new") }?.isNoSuchFile == true)
      try await client.keepAlive()
      #expect(try await client.send("SITE HELP").code == 214)
      #expect(try await client.send("NONSENSE").code == 500)
      await client.quit()
    }
  }

  @Test func `a directory's status is told`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn()
      try await client.makeDirectory("d")
      #expect(try await client.status(of: "d").kind == .directory)
      #expect(try await client.status(of: "").kind == .directory)
      await client.quit()
    }
  }

  @Test func `names are any bytes that a line can have`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn()
      let names: [FTPPath] = [
        " ", "-l", " a ", "ä", "a;b=c; d", FTPPath(bytes: [0xFF, 0x41, 0xFF, 0xFF]),
        FTPPath(bytes: [0xE4]),
      ]
      for name in names { try await client.upload([1], to: name) }
      #expect(Set(try await client.list().entries.map(\.name)) == Set(names))
      #expect(Set(try await client.names()) == Set(names))
      for name in names {
        #expect(try await client.contents(of: name) == [1], "\(name)")
        try await client.removeFile(name)
      }
      #expect(try await client.list().entries == [])
      await client.quit()
    }
  }

  @Test func `a path with the end of a line is not sent`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn()
      for path: FTPPath in ["a\r\nDELE b", "a\n", "a\0"] {
        guard case .unusableArgument = await failure({ try await client.removeFile(path) }),
          case .unusableArgument = await failure({ try await client.contents(of: path) }),
          case .unusableArgument = await failure({ try await client.list(path) }),
          case .unusableArgument = await failure({ try await client.rename("a", to: path) }),
          case .unusableArgument = await failure({ try await client.setMode(of: path, to: 0) })
        else {
          Issue.record("\(path)")
          return
        }
      }
      #expect(client.isOpen)
      await client.quit()
    }
  }

  @Test func `names of another directory come without it`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn()
      try running.write([1], to: "d/e")
      #expect(try await client.names("d") == ["e"])
      #expect(try await client.names("d/") == ["e"])
      #expect(try await client.list("d").entries.map(\.name) == ["e"])
      await client.quit()
    }
  }
}

extension FTPListingSummary {
  /// A listing with nothing wrong.
  static func of(entries count: Int) -> FTPListingSummary {
    var summary = FTPListingSummary()
    summary.entryCount = count
    return summary
  }
}
