import AsyncSockets
import FTPServers
import Sockets
import TestSupport
import Testing

/// How lines come makes no difference.
@Suite(.timeLimit(.minutes(10))) struct CommandLineTests {
  private static let twenty: [(command: String, reply: String)] = [
    ("PWD", "257 \"/\" is the current directory"),
    ("NOOP", "200 OK"),
    ("XMKD a", "257 \"/a\" created"),
    ("CWD a", "250 Directory changed"),
    ("XPWD", "257 \"/a\" is the current directory"),
    ("MKD b", "257 \"/a/b\" created"),
    ("CWD /a/b", "250 Directory changed"),
    ("CDUP", "250 Directory changed"),
    ("XCUP", "250 Directory changed"),
    ("CDUP", "250 Directory changed"),
    ("PWD", "257 \"/\" is the current directory"),
    ("SYST", "215 UNIX Type: L8"),
    ("TYPE A", "200 Type set to A"),
    ("TYPE I", "200 Type set to I"),
    ("DELE missing", "550 No such file or directory"),
    ("BOGUS", "500 Unknown command"),
    ("RNFR a", "350 Send RNTO"),
    ("RNTO c", "250 Renamed"),
    ("RMD c/b", "250 Directory removed"),
    ("RMD c", "250 Directory removed"),
  ]

  @Test func `twenty lines in one segment are answered in order`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.send(Self.twenty.map { $0.command + "\r\n" }.joined())
      for (command, reply) in Self.twenty {
        #expect(try await client.reply() == reply, "\(command)")
      }
    }
  }

  @Test func `lines that come byte by byte are answered the same`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try client.control.withSocket { socket throws(SocketError) in
        try socket.set(.noDelay, to: true)
      }
      for (command, reply) in Self.twenty {
        for byte in command + "\r\n" { try await client.send(String(byte)) }
        #expect(try await client.reply() == reply, "\(command)")
      }
    }
  }

  @Test func `a line feed alone ends a line, a carriage return alone none`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.send("NOOP\nNOOP\r\n")
      for _ in 0..<2 { #expect(try await client.reply() == "200 OK") }
      try await client.send("MKD a\rb\r\n")
      #expect(try await client.reply() == "501 Line with a NUL or a stray carriage return")
      try await client.converse([("NOOP", "200 OK")])
    }
  }

  @Test func `a line that is too long is one error, and the next is read`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.send("CWD " + String(repeating: "x", count: 100_000) + "\r\nNOOP\r\n")
      #expect(try await client.reply() == "500 Line too long")
      #expect(try await client.reply() == "200 OK")
    }
  }

  @Test func `what comes before a login in one segment with it counts`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient(to: running.server.localAddresses[0])
      try await client.send("USER alice\r\nPASS \(RunningServer.password)\r\nPWD\r\nQUIT\r\n")
      for reply in [
        "331 Password required", "230 Logged in", "257 \"/\" is the current directory",
        "221 Goodbye",
      ] {
        #expect(try await client.reply() == reply)
      }
      #expect(try await client.isClosed())
    }
  }

  @Test func `names keep their spaces`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.converse([
        ("MKD  a ", "257 \"/ a \" created"),
        ("CWD  a ", "250 Directory changed"),
        ("PWD", "257 \"/ a \" is the current directory"),
        ("CWD", "250 Directory changed"),
        ("RMD  a", "550 No such file or directory"),
        ("MKD say \"hi\"", "257 \"/say \"\"hi\"\"\" created"),
      ])
    }
  }
}
