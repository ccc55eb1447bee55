import AsyncSockets
import ByteStreams
import FTPServers
import Foundation
import TestSupport
import Testing

/// What LIST, NLST, MLSD, MLST and STAT show, byte by byte.
@Suite(.timeLimit(.minutes(10))) struct ListingTests {
  /// Noon of a day in 2009, which is shown with its year.
  private static let old: TimeInterval = 1_234_567_890

  @Test func `LIST has the columns that clients read`() async throws {
    try await RunningServer.run { running in
      try running.write(String(repeating: "x", count: 500), to: "old.txt")
      try running.set("old.txt", mode: 0o640, modified: Self.old)
      let client = try await RawClient.loggedIn(running)
      let line = "-rw-r-----   1 alice    users             500 Feb 13  2009 old.txt"
      #expect(try await client.fetch("LIST") == "\(line)\r\n")
      for flags in ["-a", "-l", "-la", "-al /", "-aL .", "/"] {
        #expect(try await client.fetch("LIST \(flags)") == "\(line)\r\n", "\(flags)")
      }
      #expect(try await client.fetch("LIST old.txt") == "\(line)\r\n")
      try await client.converse([
        ("STAT /", "212-Status follows\n \(line)\n212 End"),
        ("STAT old.txt", "213-Status follows\n \(line)\n213 End"),
      ])
    }
  }

  @Test func `a time of this half year is shown with its minute, in UTC`() async throws {
    try await RunningServer.run { running in
      let hour = (Date.now.timeIntervalSince1970 / 3600).rounded(.down) * 3600 - 86_400
      try running.write("", to: "new")
      try running.set("new", mode: 0o600, modified: hour + 62)
      let client = try await RawClient.loggedIn(running)
      let format = DateFormatter()
      format.locale = Locale(identifier: "en_US_POSIX")
      format.timeZone = TimeZone(identifier: "UTC")
      format.dateFormat = "MMM dd HH:'01'"
      let time = format.string(from: Date(timeIntervalSince1970: hour))
        .replacing(" 0", with: "  ", maxReplacements: 1)
      #expect(
        try await client.fetch("LIST")
          == "-rw-------   1 alice    users               0 \(time) new\r\n"
      )
    }
  }

  @Test func `MLSD and MLST tell facts`() async throws {
    try await RunningServer.run { running in
      try running.write("12345", to: "old.txt")
      try running.set("old.txt", mode: 0o640, modified: Self.old)
      let client = try await RawClient.loggedIn(running)
      try await client.converse([
        ("MKD d", "257 \"/d\" created"), ("MFMT 20010203040506 d", "213 Modify=20010203040506; d"),
      ])
      try await client.converse([
        (
          "OPTS MLST type;size;modify;perm;unix.mode;unix.owner;unix.group;",
          "200 MLST OPTS type;perm;size;modify;UNIX.mode;UNIX.owner;UNIX.group;"
        )
      ])
      let file =
        "type=file;perm=adfrw;size=5;modify=20090213233130;"
        + "UNIX.mode=0640;UNIX.owner=alice;UNIX.group=users;"
      let directory =
        "type=dir;perm=cdeflmp;modify=20010203040506;"
        + "UNIX.mode=0755;UNIX.owner=alice;UNIX.group=users;"
      let lines = try await client.fetch("MLSD").split(separator: "\r\n").sorted()
      #expect(lines == ["\(directory) d", "\(file) old.txt"])
      try await client.converse([
        ("MLST old.txt", "250-Listing follows\n \(file) /old.txt\n250 End"),
        ("MLST d", "250-Listing follows\n \(directory) /d\n250 End"),
        ("OPTS MLST", "200 MLST OPTS "),
        ("MLST old.txt", "250-Listing follows\n  /old.txt\n250 End"),
        ("OPTS MLST type;", "200 MLST OPTS type;"), ("CWD d", "250 Directory changed"),
        ("MLST", "250-Listing follows\n type=dir; /d\n250 End"),
        ("MLST ../old.txt", "250-Listing follows\n type=file; /old.txt\n250 End"),
      ])
      #expect(try await client.fetch("MLSD") == "")
      #expect(try await client.fetch("MLSD /d") == "")
    }
  }

  @Test func `NLST has names that RETR takes`() async throws {
    try await RunningServer.run { running in
      for path in ["a.bin", "b.bin", "c.txt", ".hidden.bin", "d/e.bin", "d/f.txt"] {
        try running.write(path, to: path)
      }
      let client = try await RawClient.loggedIn(running)
      let lists = [
        ("NLST", ["a.bin", "b.bin", "c.txt", "d"]), ("NLST d", ["d/e.bin", "d/f.txt"]),
        ("NLST *.bin", ["a.bin", "b.bin"]), ("NLST .*", [".hidden.bin"]),
        ("NLST ?.txt", ["c.txt"]), ("NLST [ab]*", ["a.bin", "b.bin"]),
        ("NLST d/*.bin", ["d/e.bin"]), ("NLST /d/*", ["/d/e.bin", "/d/f.txt"]),
        ("NLST -a", [".hidden.bin", "a.bin", "b.bin", "c.txt", "d"]), ("NLST a.bin", ["a.bin"]),
        ("NLST *.none", []), ("NLST -CF", ["a.bin", "b.bin", "c.txt", "d"]),
      ]
      for (command, names) in lists {
        let listed = try await client.fetch(command).split(separator: "\r\n").map(String.init)
        #expect(listed.sorted() == names, "\(command)")
      }
    }
  }

  @Test func `a name that would end a line makes none`() async throws {
    try await RunningServer.run { running in
      try running.write("", to: "evil\r\n-rw-r--r-- 1 a b 1 Jan  1  2000 forged")
      let client = try await RawClient.loggedIn(running)
      for command in ["LIST", "NLST"] {
        let listed = try await client.fetch(command)
        #expect(listed.split(separator: "\r\n").count == 1, "\(command)")
        #expect(listed.contains("evil??-rw"), "\(command)")
      }
      #expect(try await client.fetch("MLSD") == "")
      #expect(try await client.ask("STAT /").split(separator: "\n").count == 3)
    }
  }

  @Test func `names that are no UTF-8 are listed and taken as they are`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.control.write(Array("MKD a".utf8) + [0xE4, 0x80] + Array("z\r\n".utf8))
      #expect(try await client.reply().hasPrefix("257 "))
      let data = try await client.openData()
      #expect(try await client.ask("NLST").hasPrefix("150 "))
      let listed = try await RawClient.readAll(from: data)
      #expect(listed == [0x61, 0xE4, 0x80, 0x7A, 0x0D, 0x0A])
      #expect(try await client.reply() == "226 Transfer complete")
      try await client.control.write(Array("RMD a".utf8) + [0xE4, 0x80] + Array("z\r\n".utf8))
      #expect(try await client.reply() == "250 Directory removed")
    }
  }

  @Test func `a large directory is listed whole`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      for number in 0..<3_000 { try running.write("", to: "many/file \(number)") }
      for command in ["LIST many", "NLST many", "MLSD many"] {
        let lines = try await client.fetch(command).split(separator: "\r\n")
        #expect(lines.count == 3_000, "\(command)")
        #expect(Set(lines.map { $0.split(separator: " ").last }).count == 3_000, "\(command)")
      }
      let status = try await client.ask("STAT many").split(separator: "\n")
      #expect(status.count == 1_002)
      #expect(status.last == "212 End, more left out")
    }
  }
}
