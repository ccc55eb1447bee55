import Foundation
import Sockets
import Testing

/// What names reach, and that no name reaches out of the folder.
@Suite struct FileTransferNamesTests {
  /// A folder `served` with a secret beside it, and every kind of way to it.
  private static func trap() throws -> TemporaryFolder {
    let outside = try TemporaryFolder()
    try outside.write(Array("secret".utf8), as: "secret")
    try outside.makeFolder("private")
    try outside.write(Array("secret".utf8), as: "private/secret")
    try outside.makeFolder("served/sub")
    try outside.write(Array("good".utf8), as: "served/sub/file")
    try outside.link("served/inside", to: "sub/file")
    try outside.link("served/to-secret", to: "../secret")
    try outside.link("served/to-secret-by-root", to: outside.path(of: "secret"))
    try outside.link("served/to-private", to: "../private")
    try outside.link("served/to-link", to: "to-private")
    try outside.link("served/to-nothing", to: "../nothing")
    try outside.link("served/to-itself", to: "to-itself")
    try outside.link("served/sub/up", to: "../..")
    // SAFETY: mkfifo reads the path until it returns.
    #expect(unsafe mkfifo(outside.path(of: "served/pipe"), 0o600) == 0)
    return outside
  }

  private static let forbidden = [
    "", ".", "..", "/", "../secret", "sub/../../secret", "/../secret",
    "./sub/../../served/../secret", "/etc/passwd", "to-secret", "to-secret-by-root",
    "to-private/secret", "to-link/secret",
    "to-nothing", "to-itself", "sub/up/secret", "sub/up/private/secret", "pipe", "sub", "missing",
    "sub/file/x", "to-secret\0", "sub/fi\0le", "sub/file\u{1}", "sub\n/file",
    "sub/\u{7f}file", "../\u{301}secret", "sub/..\u{301}/../../secret",
    String(repeating: "x", count: 300), String(repeating: "x/", count: 2000),
    String(repeating: "../", count: 1000), "|", "recv_ready",
  ]

  /// Sends one instruction and expects the answer to it.
  private static func expect(
    _ answer: String,
    to instruction: String,
    over client: borrowing Socket
  ) throws {
    try client.sendAll("FileTransfer|\(instruction)")
    let expected = "FileTransfer|\(answer)"
    let actual = try client.receiveText(like: expected)
    #expect(actual == expected, "\(instruction.debugDescription.prefix(80))")
  }

  @Test(arguments: Flavour.allCases)
  func `no name leads out of the folder, or to what is no file`(_ flavour: Flavour) async throws {
    try await onThread {
      let outside = try Self.trap()
      try Program.fileTransfer.serving([outside.path(of: "served")], by: flavour) { server in
        let client = try Socket.connected(to: server.port)
        for name in Self.forbidden {
          try Self.expect("get|file doesn't exist", to: "get|\(name)", over: client)
        }
        for name in ["sub/file", "/sub/file", "./sub/./file", "sub/../sub/file", "inside"] {
          try Self.expect("get|ready|4", to: "get|\(name)", over: client)
          try client.sendAll("FileTransfer|get|recv_ready")
          #expect(try client.receiveText(4) == "good")
        }
      }
    }
  }

  @Test(arguments: Flavour.allCases)
  func `nothing outside of the folder can be written, deleted, listed or entered`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      let outside = try Self.trap()
      try Program.fileTransfer.serving([outside.path(of: "served")], by: flavour) { server in
        let client = try Socket.connected(to: server.port)
        let refusals = [
          ("put|../new|3", "put|not permitted"), ("put|to-private/new|3", "put|not permitted"),
          ("put|sub/up/new|3", "put|not permitted"), ("put|..|3", "put|not permitted"),
          ("put|sub|3", "put|not permitted"), ("put|missing/new|3", "put|not permitted"),
          // A slash and what combines with it are one character to Swift, a slash to the kernel.
          ("put|../\u{301}new|3", "put|not permitted"),
          ("put|../\u{200d}new|3", "put|not permitted"),
          ("put|sub/../../\u{301}new|3", "put|not permitted"),
          ("put|a\u{1}b|3", "put|not permitted"), ("put||3", "put|not permitted"),
          ("put|\(String(repeating: "x", count: 256))|3", "put|not permitted"),
          ("delete|../secret", "delete|file doesn't exist"),
          ("delete|to-private/secret", "delete|file doesn't exist"),
          ("delete|to-secret", "delete|file doesn't exist"),
          ("delete|sub", "delete|file doesn't exist"), ("delete|", "delete|file doesn't exist"),
          ("delete|.", "delete|file doesn't exist"),
          ("ls|..", "ls|directory doesn't exist"), ("ls|to-private", "ls|directory doesn't exist"),
          ("ls|sub/up", "ls|directory doesn't exist"),
          ("ls|sub/file", "ls|directory doesn't exist"),
          ("cd|..", "cd|directory doesn't exist"), ("cd|to-link", "cd|directory doesn't exist"),
          ("cd|sub/up/private", "cd|directory doesn't exist"),
          ("cd|sub/file", "cd|directory doesn't exist"),
        ]
        for (instruction, refusal) in refusals {
          try Self.expect(refusal, to: instruction, over: client)
        }
      }
      #expect(try outside.names == ["private", "secret", "served"])
      #expect(outside.read("private/secret") == Array("secret".utf8))
    }
  }

  @Test(arguments: Flavour.allCases)
  func `a listing leaves out what is hidden, what leads out, and what leads nowhere`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      let outside = try Self.trap()
      try outside.write([1], as: "served/.hidden")
      try outside.write([1], as: "served/two\nlines")
      try Program.fileTransfer.serving([outside.path(of: "served")], by: flavour) { server in
        let ending = try Program.fileTransfer.client(server.port, [outside.path], input: "ls\n")
        let names = ending.output.split(separator: "\n").map { $0.split(separator: " ").last }
        #expect(names == ["inside", "pipe", "sub", "two?lines"])
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test(arguments: Flavour.allCases)
  func `what is no instruction gets an error, and the connection goes on`(
    _ flavour: Flavour
  ) async throws {
    try await onThread {
      let outside = try Self.trap()
      try Program.fileTransfer.serving([outside.path(of: "served")], by: flavour) { server in
        let client = try Socket.connected(to: server.port)
        let error = "FileTransfer|error|unknown instruction"
        let instructions = [
          "hello", "FileTransfer", "FileTransfer|", "FileTransfer|get", "FileTransfer|fly|x",
          "filetransfer|get|sub/file", "|get|sub/file", "FileTransfer|put|x", "FileTransfer|put|x|",
          "FileTransfer|put|x|-1", "FileTransfer|put|x|+1", "FileTransfer|put|x|1e3",
          "FileTransfer|put|x|99999999999999999999", "FileTransfer|put|x|17179869185",
          "GET / HTTP/1.1\r\n\r\n",
        ].map { Array($0.utf8) }
        for instruction in instructions + [[0xff, 0xfe, 0x00], [0]] {
          try client.sendAll(instruction)
          let answer = try client.receiveText(like: error)
          #expect(answer == error, "\(instruction)")
        }
        try Self.expect("get|ready|4", to: "get|sub/file\r\n", over: client)
      }
    }
  }
}
