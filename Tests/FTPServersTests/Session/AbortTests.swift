import AsyncSockets
import ByteStreams
import FTPServers
import Sockets
import TestSupport
import Testing

/// ABOR: exactly the replies that are due, and none more.
@Suite(.timeLimit(.minutes(10))) struct AbortTests {
  private static let cut = ["426 Transfer aborted", "226 Abort complete"]

  /// How clients say it.
  private static let ways = ["bare", "telnet", "urgent"]

  private func abort(_ client: RawClient, _ way: String) async throws {
    switch way {
    case "bare": try await client.send("ABOR\r\n")
    case "telnet": try await client.control.write([255, 244, 255, 242] + Array("ABOR\r\n".utf8))
    default:
      try await client.control.write([255, 244, 255])
      try await client.control.send([242], flags: .outOfBand)
      try await client.send("ABOR\r\n")
    }
  }

  /// Expects these replies, and none behind them.
  private func expect(_ replies: [String], _ client: RawClient) async throws {
    for reply in replies { #expect(try await client.reply() == reply) }
    try await client.converse([("NOOP", "200 OK")])
  }

  @Test(arguments: ways) func `nothing runs`(way: String) async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await abort(client, way)
      try await expect(["225 No transfer to abort"], client)
    }
  }

  @Test(arguments: ways, ["EPSV", "PASV", "PORT 127,0,0,1,200,1"])
  func `what was prepared is forgotten`(way: String, preparation: String) async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      #expect(try await client.ask(preparation).hasPrefix("2"))
      try await abort(client, way)
      try await expect(["225 No transfer to abort"], client)
      try await client.converse([("LIST", "425 Use PASV, EPSV, PORT or EPRT first")])
    }
  }

  @Test(arguments: ways) func `a download that nobody reads`(way: String) async throws {
    try await RunningServer.run { running in
      try running.writeSparse(bytes: 64 << 20, to: "big")
      let client = try await RawClient.loggedIn(running)
      let data = try await client.openData()
      #expect(try await client.ask("RETR big").hasPrefix("150 "))
      try await abort(client, way)
      try await expect(Self.cut, client)
      await data.close()
      #expect(try await client.fetch("NLST") == "big\r\n")
    }
  }

  @Test(arguments: ways) func `an upload over a file leaves what was there`(
    way: String
  ) async throws {
    try await RunningServer.run { running in
      try running.write("old", to: "file")
      let client = try await RawClient.loggedIn(running)
      let data = try await client.openData()
      #expect(try await client.ask("STOR file").hasPrefix("150 "))
      try await data.write(Array("new".utf8))
      try await client.waitForTransfer(of: 3)
      try await abort(client, way)
      try await expect(Self.cut, client)
      #expect(running.text(of: "file") == "old")
      #expect(try ClientSetting.files(in: running.home).keys.sorted() == ["file"])
      await data.close()
    }
  }

  @Test func `a transfer whose client has not connected yet`() async throws {
    try await RunningServer.run { running in
      try running.write("old", to: "file")
      let client = try await RawClient.loggedIn(running)
      for command in ["RETR file", "STOR file", "LIST"] {
        #expect(try await client.ask("EPSV").hasPrefix("229 "))
        #expect(try await client.ask(command).hasPrefix("150 "))
        try await client.send("ABOR\r\n")
        try await expect(Self.cut, client)
      }
      #expect(running.text(of: "file") == "old")
    }
  }

  @Test func `a transfer that has just ended`() async throws {
    try await RunningServer.run { running in
      try running.write("text", to: "file")
      let client = try await RawClient.loggedIn(running)
      #expect(try await client.fetch("RETR file") == "text")
      try await client.send("ABOR\r\n")
      try await expect(["225 No transfer to abort"], client)
    }
  }

  @Test func `commands that waited are done after it`() async throws {
    try await RunningServer.run { running in
      try running.writeSparse(bytes: 64 << 20, to: "big")
      let client = try await RawClient.loggedIn(running)
      let data = try await client.openData()
      #expect(try await client.ask("RETR big").hasPrefix("150 "))
      try await client.send("MKD a\r\nABOR\r\nPWD\r\n")
      try await expect(
        Self.cut + ["257 \"/a\" created", "257 \"/\" is the current directory"],
        client
      )
      await data.close()
    }
  }

  @Test func `two in a row are one, and one that met nothing`() async throws {
    try await RunningServer.run { running in
      try running.writeSparse(bytes: 64 << 20, to: "big")
      let client = try await RawClient.loggedIn(running)
      let data = try await client.openData()
      #expect(try await client.ask("RETR big").hasPrefix("150 "))
      try await client.send("ABOR\r\nABOR\r\n")
      try await expect(Self.cut + ["225 No transfer to abort"], client)
      await data.close()
    }
  }
}
