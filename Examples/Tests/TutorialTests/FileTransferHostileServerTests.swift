import Foundation
import Sockets
import Testing

/// What the client makes of a server that cheats: an error in one line, status 1, and no file.
@Suite struct FileTransferHostileServerTests {
  /// Runs a client that is to fetch `name` from a server that answers so.
  private func fetch(
    answering answer: String,
    then content: String? = nil,
    _ arguments: [String] = []
  ) throws -> (ending: RunningProgram.Ending, names: [String]) {
    let target = try TemporaryFolder()
    let ending = try ScriptedServer.serving([
      { socket in
        _ = try socket.receive(atMost: 100)
        if !answer.isEmpty { try socket.sendAll(answer) }
        if let content {
          let nod = "FileTransfer|get|recv_ready"
          try require(socket.receiveText(like: nod), is: nod, "nod")
          try socket.sendAll(content)
          try socket.shutdown(.sending)
        }
        socket.drain()
      }
    ]) { try Program.fileTransfer.client($0, [target.path] + arguments + ["name"]) }
    return (ending, try target.names)
  }

  @Test(arguments: [
    "ready|-1", "ready|+5", "ready|", "ready|five", "ready|0x5", "ready| 5", "ready|5\n",
    "ready|99999999999999999999", "ready|9223372036854775807", "ready|17179869185",
  ])
  func `a size that is none`(_ answer: String) async throws {
    try await onThread {
      let (ending, names) = try fetch(answering: "FileTransfer|get|\(answer)")
      let words = "get name: receive size of name: unexpected \(answer.debugDescription)"
      #expect(ending.errors == "file-transfer: \(words)\n")
      #expect(ending.status == 1)
      #expect(names == [])
    }
  }

  @Test(arguments: ["hello", "FileTransfer|", "FileTransfer|put|ready|5", "\u{1b}[2J", "ready|5"])
  func `an answer to something else`(_ answer: String) async throws {
    try await onThread {
      let (ending, names) = try fetch(answering: answer)
      let words = "get name: receive answer to get: unexpected \(answer.debugDescription)"
      #expect(ending.errors == "file-transfer: \(words)\n")
      #expect(ending.status == 1)
      #expect(names == [])
    }
  }

  @Test func `a refusal with anything in it is told in one line`() async throws {
    try await onThread {
      let (ending, _) = try fetch(answering: "FileTransfer|get|no\n\u{1b}[31mway")
      #expect(ending.errors == "file-transfer: get name: \"no\\n\\u{1B}[31mway\"\n")
      let long = try fetch(
        answering: "FileTransfer|get|" + String(repeating: "no", count: 2000)
      )
      #expect(long.ending.errors.count < 200)
      #expect((ending.status, long.ending.status) == (1, 1))
    }
  }

  @Test(arguments: [
    ("", "name (0 of 5 bytes): the other side closed the connection"),
    ("1234", "name (4 of 5 bytes): the other side closed the connection"),
    ("123456", #"nothing after name: unexpected "6""#),
  ])
  func `less or more than was announced`(_ content: String, _ error: String) async throws {
    try await onThread {
      let (ending, names) = try fetch(answering: "FileTransfer|get|ready|5", then: content)
      #expect(ending.errors == "file-transfer: get name: receive \(error)\n")
      #expect(ending.output == "")
      #expect(ending.status == 1)
      #expect(names == [])
    }
  }

  @Test func `silence, before the answer and in the middle of a file`() async throws {
    try await onThread {
      for answer in ["", "FileTransfer|get|ready|5"] {
        let (ending, names) = try fetch(answering: answer, ["--patience", "0.3"])
        #expect(ending.errors == "file-transfer: get name: receive: timed out\n")
        #expect(ending.status == 1)
        #expect(names == [])
      }
    }
  }

  @Test func `after a connection that failed, the next file comes over a new one`() async throws {
    try await onThread {
      let target = try TemporaryFolder()
      let ending = try ScriptedServer.serving([
        { _ = try $0.receive(atMost: 100) },
        { socket in
          _ = try socket.receive(atMost: 100)
          try socket.sendAll("FileTransfer|get|ready|4")
          _ = try socket.receive(atMost: 100)
          try socket.sendAll("good")
        },
      ]) { try Program.fileTransfer.client($0, [target.path, "bad", "good"]) }
      #expect(ending.errors.count { $0 == "\n" } == 1)
      #expect(ending.errors.hasPrefix("file-transfer: get bad: receive answer to get: "))
      #expect(ending.status == 1)
      #expect(try target.names == ["good"])
    }
  }

  @Test func `an interrupted fetch leaves nothing behind`() async throws {
    try await onThread {
      let target = try TemporaryFolder()
      let isUnderWay = DispatchSemaphore(value: 0)
      try ScriptedServer.serving([
        { socket in
          _ = try socket.receive(atMost: 100)
          try socket.sendAll("FileTransfer|get|ready|1000000")
          _ = try socket.receive(atMost: 100)
          try socket.sendAll("the first bytes")
          isUnderWay.signal()
          socket.drain()
        }
      ]) { port in
        let client = try Program.fileTransfer.start(
          ["client", "127.0.0.1", String(port), target.path, "name"]
        )
        try #require(isUnderWay.wait(timeout: .now() + Patience.seconds) == .success)
        #expect(try target.names.map { $0.hasSuffix(".part") } == [true])
        client.signal(SIGINT)
        #expect(try client.ending().status == 130)
      }
      #expect(try target.names == [])
    }
  }

  @Test func `a listing without end, and an upload that is refused or cut`() async throws {
    try await onThread {
      let folder = try TemporaryFolder()
      try folder.write(bytes(5_000_000, seed: 13), as: "file")
      let put = "put \(folder.path(of: "file"))"
      let cases: [(input: String, script: ScriptedServer.Script, error: String)] = [
        (
          "ls", { try Self.answer("FileTransfer|ls|ready|16777217", over: $0) },
          #"ls: receive size of listing: unexpected "ready|16777217""#
        ),
        (
          put, { try Self.answer("FileTransfer|put|disk full", over: $0) },
          "\(put): disk full"
        ),
        (
          put,
          { socket in
            try Self.answer("FileTransfer|put|recv_ready", over: socket, drains: false)
            _ = try socket.receiveText(100_000)
            try socket.set(.linger, to: .reset)
          }, "\(put): send file: "
        ),
      ]
      for (input, script, error) in cases {
        let ending = try ScriptedServer.serving([script]) {
          try Program.fileTransfer.client($0, [folder.path], input: input + "\n")
        }
        #expect(ending.errors.hasPrefix("file-transfer: \(error)"))
        #expect(ending.errors.count { $0 == "\n" } == 1)
        #expect(ending.status == 1)
      }
    }
  }

  private static func answer(
    _ answer: String,
    over socket: borrowing Socket,
    drains: Bool = true
  ) throws {
    _ = try socket.receive(atMost: 1000)
    try socket.sendAll(answer)
    if drains { socket.drain() }
  }
}
