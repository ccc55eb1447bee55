import AsyncSockets
import ByteStreams
import FTPServers
import TestSupport
import Testing

/// REST, APPE and STOU.
@Suite(.timeLimit(.minutes(10))) struct RestartTests {
  private static let restarting = "350 Restarting at 4, send RETR or STOR"

  @Test func `a download begins where REST says`() async throws {
    try await RunningServer.run { running in
      try running.write("0123456789", to: "digits")
      let client = try await RawClient.loggedIn(running)
      try await client.converse([("REST 4", Self.restarting)])
      #expect(try await client.fetch("RETR digits") == "456789")
      // It is used up.
      #expect(try await client.fetch("RETR digits") == "0123456789")
      try await client.converse([("REST 10", "350 Restarting at 10, send RETR or STOR")])
      #expect(try await client.fetch("RETR digits") == "")
      try await client.converse([
        ("REST 11", "350 Restarting at 11, send RETR or STOR"),
        ("RETR digits", "554 Restart point beyond the end of the file"),
      ])
      #expect(try await client.fetch("RETR digits") == "0123456789")
    }
  }

  @Test func `what does not transfer keeps it`() async throws {
    try await RunningServer.run { running in
      try running.write("0123456789", to: "digits")
      let client = try await RawClient.loggedIn(running)
      try await client.converse([
        ("REST 4", Self.restarting), ("TYPE A", "200 Type set to A"),
        ("TYPE I", "200 Type set to I"), ("SIZE digits", "213 10"), ("NOOP", "200 OK"),
      ])
      #expect(try await client.ask("PASV").hasPrefix("227 "))
      #expect(try await client.fetch("RETR digits") == "456789")
    }
  }

  @Test func `a transfer that fails uses it up`() async throws {
    try await RunningServer.run { running in
      try running.write("0123456789", to: "digits")
      let client = try await RawClient.loggedIn(running)
      try await client.converse([
        ("REST 4", Self.restarting), ("RETR missing", "550 No such file or directory"),
      ])
      #expect(try await client.fetch("RETR digits") == "0123456789")
    }
  }

  @Test func `only numbers, and only in TYPE I`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.converse([
        ("REST -1", "501 Argument not understood"), ("REST x", "501 Argument not understood"),
        ("REST 9223372036854775808", "501 Argument not understood"),
        (
          "REST 9223372036854775807",
          "350 Restarting at 9223372036854775807, send RETR or STOR"
        ),
        ("TYPE A", "200 Type set to A"), ("REST 1", "501 Restart needs TYPE I"),
        ("REST 0", "350 Restarting at 0, send RETR or STOR"),
      ])
    }
  }

  @Test func `an upload goes on in a file`() async throws {
    try await RunningServer.run { running in
      try running.write("0123456789", to: "digits")
      let client = try await RawClient.loggedIn(running)
      try await client.converse([("REST 4", Self.restarting)])
      try await client.store("STOR digits", "xyz")
      #expect(running.text(of: "digits") == "0123xyz")
      try await client.converse([
        ("REST 8", "350 Restarting at 8, send RETR or STOR"),
        ("STOR digits", "554 Restart point beyond the end of the file"),
        ("REST 4", Self.restarting), ("STOR missing", "550 No such file or directory"),
      ])
      try await client.store("STOR digits", "new")
      #expect(running.text(of: "digits") == "new")
    }
  }

  @Test func `APPE adds to a file, or makes one`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.store("APPE file", "one")
      try await client.store("APPE file", "two")
      #expect(running.text(of: "file") == "onetwo")
      try await client.converse([
        ("REST 4", Self.restarting), ("APPE file", "450 Restart not possible for this command"),
      ])
      try await client.store("APPE file", "three")
      #expect(running.text(of: "file") == "onetwothree")
    }
  }

  @Test(arguments: ["REST", "APPE"]) func `a cut upload is gone on with`(
    way: String
  ) async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      let data = try await client.openData()
      #expect(try await client.ask("STOR letter").hasPrefix("150 "))
      try await data.write(Array("Dear ".utf8))
      try await client.waitForTransfer(of: 5)
      #expect(try await client.ask("ABOR") == "426 Transfer aborted")
      #expect(try await client.reply() == "226 Abort complete")
      await data.close()
      #expect(running.text(of: "letter") == nil)
      #expect(try await client.fetch("NLST -a") == "")
      try await client.converse([
        ("SIZE letter", "213 5"), ("RETR letter", "550 No such file or directory"),
      ])
      // When the last bytes came: a client sees whether its file has changed since.
      #expect(try await client.ask("MDTM letter").hasPrefix("213 2"))
      if way == "REST" {
        try await client.converse([("REST 5", "350 Restarting at 5, send RETR or STOR")])
      }
      try await client.store(way == "REST" ? "STOR letter" : "APPE letter", "Bob")
      #expect(running.text(of: "letter") == "Dear Bob")
    }
  }

  @Test func `STOU tells the name that it has chosen`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.converse([
        ("MKD d", "257 \"/d\" created"), ("CWD d", "250 Directory changed"),
        ("REST 4", Self.restarting), ("STOU", "450 Restart not possible for this command"),
      ])
      var names: [Substring] = []
      for command in ["STOU", "STOU", "STOU letter", "STOU letter"] {
        let opening = try await client.store(command, "text \(names.count)")
        #expect(opening.hasPrefix("150 FILE: "))
        names.append(opening.dropFirst("150 FILE: ".count))
      }
      #expect(Set(names).count == 4)
      #expect(names[2] == "letter")
      for (number, name) in names.enumerated() {
        #expect(try await client.fetch("RETR \(name)") == "text \(number)")
        #expect(running.text(of: "d/\(name)") == "text \(number)")
      }
      let paths = running.seen.compactMap { event in
        if case .transferred(let record) = event, record.direction == .upload {
          String(decoding: record.path, as: UTF8.self)
        } else {
          nil
        }
      }
      #expect(paths == names.map { "/d/\($0)" })
    }
  }

  @Test func `a transfer needs no data connection to be refused, and leaves nothing`() async throws
  {
    try await RunningServer.run { running in
      try running.write("old", to: "file")
      let client = try await RawClient.loggedIn(running)
      for command in ["STOR file", "STOR new", "APPE file", "APPE new", "STOU"] {
        try await client.converse([(command, "425 Use PASV, EPSV, PORT or EPRT first")])
      }
      #expect(try ClientSetting.files(in: running.home).keys.sorted() == ["file"])
      #expect(running.text(of: "file") == "old")
    }
  }
}
