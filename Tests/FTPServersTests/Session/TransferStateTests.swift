import Accounts
import AsyncSockets
import ByteStreams
import FTPServers
import TestSupport
import Testing

/// What a client may say while a transfer runs, and when it is answered.
@Suite(.timeLimit(.minutes(10))) struct TransferStateTests {
  /// More than all buffers on the way hold: a transfer of it runs until the client reads.
  private static let size = 64 << 20

  /// Runs a body while a file is fetched that the client does not read yet.
  private func withDownload(
    _ body: (RunningServer, RawClient, TCPConnection) async throws -> Void
  ) async throws {
    try await RunningServer.run { running in
      try running.writeSparse(bytes: UInt64(Self.size), to: "big")
      try running.write("small", to: "small")
      let client = try await RawClient.loggedIn(running)
      let data = try await client.openData()
      let opening = try await client.ask("RETR big")
      #expect(opening == "150 Opening data connection (\(Self.size) bytes)")
      try await body(running, client, data)
    }
  }

  @Test func `NOOP and STAT are answered at once`() async throws {
    try await withDownload { _, client, data in
      try await client.converse([("NOOP", "200 OK")])
      let status = try await client.ask("STAT")
      #expect(status.hasPrefix("211-Status:\n Logged in as alice\n"))
      #expect(status.contains(" of \(Self.size) bytes\n211 End"), "\(status)")
      #expect(try await RawClient.readAll(from: data).count == Self.size)
      #expect(try await client.reply() == "226 Transfer complete")
      #expect(try await client.ask("STAT").contains("\n No transfer\n"))
    }
  }

  @Test func `other commands wait, in their order`() async throws {
    try await withDownload { _, client, data in
      try await client.send("MKD a\r\nCWD a\r\nSTAT small\r\nPWD\r\nNOOP\r\n")
      #expect(try await client.reply() == "200 OK")
      #expect(try await RawClient.readAll(from: data).count == Self.size)
      #expect(try await client.reply() == "226 Transfer complete")
      for reply in [
        "257 \"/a\" created", "250 Directory changed", "550 No such file or directory",
        "257 \"/a\" is the current directory",
      ] {
        #expect(try await client.reply() == reply)
      }
    }
  }

  @Test func `more commands than are kept wait in the connection`() async throws {
    try await withDownload { _, client, data in
      for number in 0..<200 { try await client.send("MKD \(number)\r\n") }
      #expect(try await RawClient.readAll(from: data).count == Self.size)
      #expect(try await client.reply() == "226 Transfer complete")
      for number in 0..<200 { #expect(try await client.reply() == "257 \"/\(number)\" created") }
    }
  }

  @Test func `a second transfer waits for the first`() async throws {
    try await withDownload { _, client, data in
      try await client.send("EPSV\r\nRETR small\r\n")
      try await client.converse([("NOOP", "200 OK")])
      #expect(try await RawClient.readAll(from: data).count == Self.size)
      #expect(try await client.reply() == "226 Transfer complete")
      let port = try #require(RawClient.port(of: try await client.reply()))
      let second = try await TCPConnection.connect(to: .ipv4(.loopback, port: port))
      #expect(try await client.reply() == "150 Opening data connection (5 bytes)")
      #expect(try await RawClient.readAll(from: second) == Array("small".utf8))
      #expect(try await client.reply() == "226 Transfer complete")
    }
  }

  @Test(arguments: [("USER alice", "331 Password required"), ("REIN", "220 Service ready")])
  func `a login ends at once, and the transfer goes on`(
    command: String,
    reply: String
  ) async throws {
    try await withDownload { _, client, data in
      try await client.converse([
        (command, reply),
        ("PWD", "530 Please log in with USER and PASS"),
        ("LIST", "530 Please log in with USER and PASS"),
        ("ABOR", "530 Please log in with USER and PASS"),
      ])
      #expect(try await RawClient.readAll(from: data).count == Self.size)
      #expect(try await client.reply() == "226 Transfer complete")
      try await client.converse([("PWD", "530 Please log in with USER and PASS")])
      try await client.logIn()
      #expect(try await client.fetch("RETR small") == "small")
    }
  }

  @Test func `another may log in while the transfer goes on`() async throws {
    try await RunningServer.run { running in
      try running.addAccount("bob") { $0.quotaBytes = .limit(1000) }
      let client = try await RawClient.loggedIn(running, as: "bob")
      let data = try await client.openData()
      #expect(try await client.ask("STOR letter").hasPrefix("150 "))
      try await client.converse([
        ("USER alice", "331 Password required"),
        ("PASS \(RunningServer.password)", "230 Logged in"),
        ("NOOP", "200 OK"),
      ])
      try await data.write(Array("Dear Alice".utf8))
      await data.close()
      #expect(try await client.reply() == "226 Transfer complete")
      try await client.converse([("SIZE letter", "550 No such file or directory")])
      try await client.logIn(as: "bob")
      try await client.converse([
        ("SIZE letter", "213 10"),
        ("SITE QUOTA", "211-Quota:\n 10 of 1000 bytes used\n211 End"),
      ])
    }
  }

  @Test func `QUIT lets a download end`() async throws {
    try await withDownload { _, client, data in
      try await client.converse([("QUIT", "221 Goodbye")])
      #expect(try await RawClient.readAll(from: data).count == Self.size)
      #expect(try await client.reply() == "226 Transfer complete")
      #expect(try await client.isClosed())
    }
  }

  @Test func `QUIT lets an upload end`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      let data = try await client.openData()
      #expect(try await client.ask("STOR letter").hasPrefix("150 "))
      try await data.write(Array("Dear ".utf8))
      try await client.converse([("QUIT", "221 Goodbye")])
      try await data.write(Array("Bob".utf8))
      await data.close()
      #expect(try await client.reply() == "226 Transfer complete")
      #expect(try await client.isClosed())
      #expect(running.text(of: "letter") == "Dear Bob")
    }
  }

  @Test func `a client that is lost ends its transfer`() async throws {
    try await withDownload { running, client, data in
      await client.hangUp()
      let count = try? await RawClient.readAll(from: data).count
      #expect(count ?? 0 < Self.size)
      let other = try await RawClient.loggedIn(running)
      #expect(try await other.fetch("RETR small") == "small")
    }
  }

  @Test func `RNTO must be the very next command`() async throws {
    try await RunningServer.run { running in
      try running.write("", to: "a")
      let client = try await RawClient.loggedIn(running)
      try await client.converse([
        ("RNFR a", "350 Send RNTO"), ("NOOP", "200 OK"), ("RNTO b", "503 Send RNFR first"),
        ("RNFR a", "350 Send RNTO"), ("BOGUS", "500 Unknown command"),
        ("RNTO b", "503 Send RNFR first"), ("RNFR a", "350 Send RNTO"),
        ("RNTO", "501 Argument missing"), ("RNTO b", "503 Send RNFR first"),
        ("RNFR a", "350 Send RNTO"), ("RNTO b", "250 Renamed"),
      ])
    }
  }

  @Test func `USER forgets what the login before has prepared`() async throws {
    try await RunningServer.run { running in
      try running.write("0123456789", to: "digits")
      let client = try await RawClient.loggedIn(running)
      try await client.converse([
        ("MKD a", "257 \"/a\" created"), ("CWD a", "250 Directory changed"),
        ("REST 4", "350 Restarting at 4, send RETR or STOR"),
      ])
      #expect(try await client.ask("EPSV").hasPrefix("229 "))
      try await client.logIn()
      try await client.converse([
        ("PWD", "257 \"/\" is the current directory"),
        ("RETR digits", "425 Use PASV, EPSV, PORT or EPRT first"),
      ])
      #expect(try await client.fetch("RETR digits") == "0123456789")
    }
  }
}
