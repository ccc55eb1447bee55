import AsyncSockets
import FTPClients
import TestSupport
import Testing

/// Listings of servers that do not know MLSD.
@Suite(.timeLimit(.minutes(5))) struct LongListingTests {
  /// Lets a client list, and answers LIST with these lines; MLSD is not known.
  private static func listing(
    _ lines: [String],
    of path: FTPPath = "",
    features: [String] = [],
    times: Int = 1
  ) async throws -> (listing: FTPListing?, heard: [String]) {
    let heard = Note<[String]>([])
    let bytes = Array(lines.map { $0 + "\r\n" }.joined().utf8)
    let listing = try await ScriptedServer.loggedIn(features: features) { server in
      while true {
        try await server.offerData()
        let data = try await server.acceptData()
        let line = try await server.hear()
        heard.change { $0.append(line) }
        if line.hasPrefix("LIST") {
          try await server.say("150 Here")
          try await data.write(bytes, deadline: .never)
          await data.close()
          try await server.say("226 Done")
        } else {
          await data.close()
          try await server.say("500 Unknown")
        }
      }
    } _: { client in
      var listing: FTPListing?
      for _ in 0..<times { listing = try await client.list(path) }
      await client.close()
      return listing
    }
    return (listing, heard.value)
  }

  @Test func `files of Unix are read`() async throws {
    let (listing, heard) = try await Self.listing([
      "total 12",
      "drwxr-xr-x   2 alice    users        4096 Nov 21  2008 .",
      "drwxr-xr-x   2 alice    users        4096 Nov 21  2008 ..",
      "drwxr-sr-x   2 alice    users        4096 Nov 21  2008 a directory",
      "-rw-r-----   1 alice    users         500 Feb 13  2009 old.txt",
      "lrwxrwxrwx   1 0        0               3 Feb 13  2009 link -> old.txt",
      "prw-------   1 0        0               0 Feb 13  2009 pipe",
    ])
    let entries = listing?.entries ?? []
    #expect(heard == ["LIST"])
    #expect(entries.map(\.name) == ["a directory", "old.txt", "link", "pipe"])
    #expect(entries.map(\.kind) == [.directory, .file, .symbolicLink, .other])
    #expect(entries.map(\.mode) == [0o2755, 0o640, 0o777, 0o600])
    #expect(entries.map(\.owner) == ["alice", "alice", "0", "0"])
    #expect(entries[1].size == 500)
    #expect(entries[1].modified?.seconds == 1_234_483_200)
    #expect(entries[1].modified?.precision == .day)
    #expect(entries[1].modified?.isUTC == false)
    #expect(entries[2].linkTarget == "old.txt")
    #expect(listing?.summary == FTPListingSummary.of(entries: 4))
  }

  @Test func `files of Windows and VMS are read`() async throws {
    let (windows, _) = try await Self.listing([
      "02-13-09  11:31PM       <DIR>          a b", "02-13-2009  23:31                  500 c",
    ])
    #expect(windows?.entries.map(\.name) == ["a b", "c"])
    #expect(windows?.entries.map(\.kind) == [.directory, .file])
    #expect(windows?.entries.map(\.size) == [nil, 500])
    let (vms, _) = try await Self.listing([
      "Directory DISK:[USER]", "", "A.TXT;3    4/6   13-FEB-2009 23:31:30  [U,V]  (RWED,RE,,)",
      "A.TXT;2    4/6   13-FEB-2009 23:31:30  [U,V]  (RWED,RE,,)",
      "B.DIR;1    1/3   13-FEB-2009 23:31:30  [U,V]  (RWE,RE,,)", "",
      "Total of 3 files, 9/15 blocks",
    ])
    // The older version is not a file of its own.
    #expect(vms?.entries.map(\.name) == ["A.TXT", "B"])
    #expect(vms?.entries.map(\.kind) == [.file, .directory])
  }

  @Test func `names that lead elsewhere are left out`() async throws {
    let (listing, _) = try await Self.listing(
      ["../x", "/etc/passwd", "a/b", "good"].map {
        "-rw-r--r--   1 alice    users         500 Feb 13  2009 \($0)"
      } + ["-rw-r--r--   1 alice    users         500 Feb 13  2009 ..", "what is this"]
    )
    #expect(listing?.entries.map(\.name) == ["good"])
    #expect(listing?.summary.unsafeNameCount == 4)
    #expect(listing?.summary.unreadableLineCount == 1)
  }

  @Test func `a server that offers MLSD and does not know it is asked once`() async throws {
    let (_, heard) = try await Self.listing([], features: ["MLST type*;"], times: 2)
    #expect(heard == ["MLSD", "LIST", "LIST"])
  }

  @Test(arguments: [true, false])
  func `where nothing comes the directory is empty, or is not there`(isThere: Bool) async throws {
    let result = try await ScriptedServer.loggedIn(features: []) { server in
      try await server.offerData()
      let data = try await server.acceptData()
      #expect(try await server.hear() == "LIST d")
      try await server.say("150 Here")
      await data.close()
      try await server.say("226 Done")
      #expect(try await server.hear() == "SIZE d")
      try await server.say("550 Could not get file size")
      #expect(try await server.hear() == "PWD")
      try await server.say("257 \"/\"")
      #expect(try await server.hear() == "CWD d")
      try await server.say(isThere ? "250 OK" : "550 Failed")
      while true {
        let line = try await server.hear()
        try await server.say(line.hasPrefix("MDTM") ? "550 No plain file" : "250 OK")
      }
    } _: { client in
      let cause = await failure { try await client.list("d") }
      await client.close()
      return cause
    }
    #expect((result == nil) == isThere)
    #expect(result?.isNoSuchFile != false)
  }

  @Test func `a path is not taken for options`() async throws {
    let (_, heard) = try await Self.listing(["total 0", "what is this"], of: "-R")
    #expect(heard == ["LIST ./-R"])
  }
}
