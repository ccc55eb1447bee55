import Testing

@testable import FTPClients

/// Commands as they go out, and as they are shown.
@Suite struct CommandLineTests {
  @Test func `a command ends in CR LF`() {
    #expect(CommandLine("NOOP").encoded == Array("NOOP\r\n".utf8))
    #expect(CommandLine("TYPE", "I").encoded == Array("TYPE I\r\n".utf8))
    #expect(CommandLine("PASS", "", isSecret: true).encoded == Array("PASS \r\n".utf8))
  }

  @Test func `a path follows behind one space, as it is`() throws {
    #expect(try CommandLine("RETR", FTPPath(" a ")).encoded == Array("RETR  a \r\n".utf8))
    #expect(try CommandLine("MLSD", FTPPath("")).encoded == Array("MLSD\r\n".utf8))
  }

  @Test func `a byte 255 is sent twice`() throws {
    let line = try CommandLine("DELE", FTPPath(bytes: [0xFF, 65, 0xFF]))
    #expect(line.encoded == Array("DELE ".utf8) + [0xFF, 0xFF, 65, 0xFF, 0xFF, 13, 10])
  }

  @Test(arguments: ["\r", "\n", "\0", "a\r\nQUIT"])
  func `a path with the end of a line is none`(_ path: String) {
    #expect(throws: FTPClientError.self) { try CommandLine("DELE", FTPPath(path)) }
  }

  @Test func `what is secret is not shown`() {
    #expect(CommandLine("PASS", "hunter2", isSecret: true).text == "PASS")
    #expect(CommandLine("RETR", "a\u{7}b").text == #"RETR a\x07b"#)
    #expect(CommandLine("PWD").text == "PWD")
  }
}
