import Foundation
import TestSupport
import Testing

@testable import switchboard

struct LineWriterTests {
  @Test func `lines are written in their order, and all before the end`() async throws {
    try await temporaryDirectory { directory in
      let path = directory + "/log"
      let writer = try LineWriter()
      for number in 0..<1000 { writer.write(to: .file(path)) { Array("\(number)\n".utf8) } }
      writer.close()
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text == (0..<1000).map { "\($0)\n" }.joined())
    }
  }

  @Test func `they are added to what is there, and after the end nothing is`() async throws {
    try await temporaryDirectory { directory in
      let path = directory + "/log"
      for word in ["first\n", "second\n"] {
        let writer = try LineWriter()
        writer.write(to: .file(path)) { Array(word.utf8) }
        writer.close()
        writer.write(to: .file(path)) { Array("never\n".utf8) }
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "first\nsecond\n")
    }
  }
}
