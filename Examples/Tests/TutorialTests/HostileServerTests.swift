import Foundation
import Sockets
import Testing

/// What every client does where its server says nothing, leaves, or says too much.
@Suite struct HostileServerTests {
  /// A client's arguments after the address, and what it says where its server leaves.
  struct Case: Sendable {
    var program: Program
    var arguments: [String]
    var subject: String
  }

  static let cases = [
    Case(program: .upper, arguments: ["text"], subject: "answer (0 of 4 bytes)"),
    Case(program: .reply, arguments: [], subject: "reply"),
    Case(program: .framedCommand, arguments: ["true"], subject: "size of the output"),
    Case(program: .loopChat, arguments: ["word"], subject: "greeting (0 of 18 bytes)"),
  ]

  @Test(arguments: cases)
  func `silence is an error when patience is over`(_ client: Case) async throws {
    try await onThread {
      let ending = try ScriptedServer.serving([{ $0.drain() }]) { port in
        try client.program.client(port, ["--patience", "0.3"] + client.arguments)
      }
      #expect(ending.errors == "\(client.program.rawValue): receive: timed out\n")
      #expect(ending.output == "")
      #expect(ending.status == 1)
    }
  }

  @Test(arguments: cases)
  func `a server that leaves is an error`(_ client: Case) async throws {
    try await onThread {
      let ending = try ScriptedServer.serving([
        { socket in
          try socket.shutdown(.sending)
          socket.drain()
        }
      ]) { try client.program.client($0, client.arguments) }
      let words = "receive \(client.subject): the other side closed the connection"
      #expect(ending.errors == "\(client.program.rawValue): \(words)\n")
      #expect(ending.output == "")
      #expect(ending.status == 1)
    }
  }

  @Test(arguments: cases)
  func `a reset is an error`(_ client: Case) async throws {
    try await onThread {
      // The close of a socket with unread bytes resets the connection.
      let ending = try ScriptedServer.serving([
        { socket in
          if client.program == .loopChat { try socket.sendAll("Hello,I am server!") }
          _ = try socket.wait(for: .receiving, timeout: Patience.duration)
        }
      ]) { try client.program.client($0, client.arguments) }
      #expect(ending.errors.hasPrefix("\(client.program.rawValue): "))
      #expect(ending.errors.hasSuffix(": Connection reset by peer\n"))
      #expect(ending.errors.count { $0 == "\n" } == 1)
      #expect(ending.status == 1)
    }
  }

  @Test(arguments: [
    (Program.reply, ["--patience", "5"]), (Program.framedCommand, ["true"]),
    (Program.loopChat, ["word"]), (Program.upper, ["text"]),
  ])
  func `an answer without end is an error`(
    _ program: Program,
    _ arguments: [String]
  ) async throws {
    try await onThread {
      let ending = try ScriptedServer.serving([
        { socket in
          if program == .upper { _ = try socket.receive(atMost: 100) }
          socket.flood([UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16))
        }
      ]) { try program.client($0, arguments) }
      #expect(ending.errors.hasPrefix("\(program.rawValue): receive "))
      #expect(ending.errors.count { $0 == "\n" } == 1)
      #expect(ending.errors.count < 250)
      #expect(ending.status == 1)
    }
  }

  @Test func `upper: more than was sent is an error`() async throws {
    try await onThread {
      let ending = try ScriptedServer.serving([
        { socket in
          _ = try socket.receive(atMost: 100)
          try socket.sendAll("TEXT AND MORE")
          socket.drain()
        }
      ]) { try Program.upper.client($0, ["text"]) }
      #expect(
        ending.errors == #"upper: receive nothing after answer: unexpected " AND MORE""# + "\n"
      )
      #expect(ending.status == 1)
    }
  }

  @Test(arguments: [
    ("part", "output (4 of 10 bytes): the other side closed the connection"),
    ("all of it, and more", #"nothing after output: unexpected " and more""#),
  ])
  func `framed-command: more or less than was announced is an error`(
    _ output: String,
    _ error: String
  ) async throws {
    try await onThread {
      let ending = try ScriptedServer.serving([
        { socket in
          _ = try socket.receive(atMost: 100)
          try socket.sendAll("ready|10")
          _ = try socket.receiveText(like: "start")
          try socket.sendAll(output)
          try socket.shutdown(.sending)
          socket.drain()
        }
      ]) { try Program.framedCommand.client($0, ["true"]) }
      #expect(ending.errors == "framed-command: receive \(error)\n")
      #expect(ending.output == "")
      #expect(ending.status == 1)
    }
  }
}
