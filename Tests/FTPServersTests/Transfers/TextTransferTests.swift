import AsyncSockets
import ByteStreams
import FTPServers
import Sockets
import TestSupport
import Testing

/// TYPE A.
@Suite(.timeLimit(.minutes(10))) struct TextTransferTests {
  @Test(arguments: [
    ("one\ntwo\n", "one\r\ntwo\r\n"), ("one\r\ntwo\n", "one\r\ntwo\r\n"), ("one\rtwo", "one\rtwo"),
    ("\n\n", "\r\n\r\n"), ("", ""), ("no end", "no end"), ("\r", "\r"), ("\r\r\n", "\r\r\n"),
  ])
  func `lines end in CR LF on their way to the client`(
    file: String,
    sent: String
  ) async throws {
    try await RunningServer.run { running in
      try running.write(file, to: "text")
      let client = try await RawClient.loggedIn(running)
      try await client.converse([("TYPE A", "200 Type set to A")])
      #expect(Array(try await client.fetch("RETR text").utf8) == Array(sent.utf8))
    }
  }

  @Test(arguments: [
    ("one\r\ntwo\r\n", "one\ntwo\n"), ("one\ntwo", "one\ntwo"), ("one\rtwo\r", "one\rtwo\r"),
    ("\r\r\n", "\r\n"), ("", ""),
  ])
  func `and in LF in the file, however they are cut`(
    sent: String,
    file: String
  ) async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.converse([("TYPE A", "200 Type set to A")])
      try await client.store("STOR whole", sent)
      #expect(running.text(of: "whole").map { Array($0.utf8) } == Array(file.utf8))
      let data = try await client.openData()
      try data.withSocket { socket throws(SocketError) in try socket.set(.noDelay, to: true) }
      #expect(try await client.ask("STOR cut").hasPrefix("150 "))
      for (index, byte) in sent.utf8.enumerated() {
        try await data.write([byte])
        try await client.waitForTransfer(of: index + 1)
      }
      await data.close()
      #expect(try await client.reply() == "226 Transfer complete")
      #expect(running.text(of: "cut").map { Array($0.utf8) } == Array(file.utf8))
    }
  }

  @Test func `a session begins with it`() async throws {
    try await RunningServer.run { running in
      try running.write("one\n", to: "text")
      let client = try await RawClient(to: running.server.localAddresses[0])
      try await client.converse([
        ("USER alice", "331 Password required"),
        ("PASS \(RunningServer.password)", "230 Logged in"),
      ])
      #expect(Array(try await client.fetch("RETR text").utf8) == Array("one\r\n".utf8))
    }
  }

  @Test func `a large text is whole`() async throws {
    try await RunningServer.run { running in
      let lines = (0..<100_000).map { "line \($0)" }
      try running.write(lines.map { $0 + "\n" }.joined(), to: "text")
      let client = try await RawClient.loggedIn(running)
      try await client.converse([("TYPE A", "200 Type set to A")])
      let sent = try await client.fetch("RETR text")
      #expect(sent == lines.map { $0 + "\r\n" }.joined())
      try await client.store("STOR back", sent)
      #expect(running.text(of: "back") == running.text(of: "text"))
    }
  }
}
