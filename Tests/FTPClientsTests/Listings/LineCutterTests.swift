import Testing

@testable import FTPClients

/// Lines of listings, however they were cut on their way.
@Suite struct LineCutterTests {
  private func lines(_ text: String, pieces size: Int, bytesMax: Int = 8) async throws -> [String] {
    var cutter = LineCutter(bytesMax: bytesMax)
    var lines: [String] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      let piece = Array(bytes[start..<min(start + size, bytes.count)])
      try await cutter.take(unsafe piece.span.bytes) { line throws(FTPClientError) in
        lines.append(String(decoding: line, as: UTF8.self))
      }
    }
    try await cutter.finish { line throws(FTPClientError) in
      lines.append(String(decoding: line, as: UTF8.self))
    }
    return lines
  }

  @Test(arguments: 1...9)
  func `a line ends in LF or CR LF`(_ size: Int) async throws {
    #expect(try await lines("", pieces: size) == [])
    #expect(try await lines("a\r\nb\n\r\n\nc", pieces: size) == ["a", "b", "", "", "c"])
    #expect(try await lines("a\rb\r\n", pieces: size) == ["a\rb"])
    #expect(try await lines("a\r", pieces: size) == ["a"])
  }

  @Test(arguments: 1...9)
  func `a line that is too long is refused`(_ size: Int) async throws {
    #expect(try await lines("12345678\n12345678", pieces: size) == ["12345678", "12345678"])
    for text in ["123456789", "123456789\n", "a\n12345678\r\n"] {
      await #expect(throws: FTPClientError.self) { try await lines(text, pieces: size) }
    }
  }
}
