import TestSupport
import Testing

@testable import FTPProtocol

@Suite struct FTPASCIITests {
  /// A file's text and what is sent of it.
  static let encoded: [(String, String)] = [
    ("", ""), ("a", "a"), ("\n", "\r\n"), ("a\nb", "a\r\nb"), ("a\r\nb", "a\r\nb"),
    ("\r\n", "\r\n"), ("\n\n", "\r\n\r\n"), ("\r\n\n", "\r\n\r\n"), ("\r\r\n", "\r\r\n"),
    ("a\rb", "a\rb"), ("\r", "\r"), ("a\n\r\n\r", "a\r\n\r\n\r"),
  ]

  /// What is received, and the file's text that it stands for.
  static let decoded: [(String, String)] = [
    ("", ""), ("a", "a"), ("\r\n", "\n"), ("a\r\nb", "a\nb"), ("\r\r\n", "\r\n"), ("\r", "\r"),
    ("a\r", "a\r"), ("a\rb", "a\rb"), ("\n", "\n"), ("a\nb\r\n", "a\nb\n"), ("\r\n\r\n", "\n\n"),
    ("\r\r\r", "\r\r\r"), ("\n\r\n\r", "\n\n\r"), ("\r\r\n\n", "\r\n\n"),
  ]

  @Test(arguments: encoded)
  func `a line feed becomes CR LF, however the file is cut`(file: String, sent: String) {
    for size in [1, 2, 3, 100] {
      #expect(text(encode(bytes(file), piecesOf: size)) == sent, "in pieces of \(size)")
    }
  }

  @Test(arguments: decoded)
  func `CR LF becomes a line feed, however it is cut`(sent: String, file: String) {
    for size in [1, 2, 3, 100] {
      #expect(text(decode(bytes(sent), piecesOf: size)) == file, "in pieces of \(size)")
    }
  }

  @Test func `what is decoded is as it was encoded, where no CR stands before a line feed`() {
    var random = SeededGenerator()
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...40, using: &random)
      let raw = (0..<count).map { _ in [10, 13, 65, 66][Int.random(in: 0..<4, using: &random)] }
      var file: [UInt8] = []
      for byte in raw.map(UInt8.init) where byte != 10 || file.last != 13 { file.append(byte) }
      let sent = encode(file, piecesOf: Int.random(in: 1...9, using: &random))
      #expect(
        decode(sent, piecesOf: Int.random(in: 1...9, using: &random)) == file,
        "seed \(random.seed)"
      )
      #expect(sent == encode(file, piecesOf: 100), "seed \(random.seed)")
    }
  }

  private func encode(_ file: [UInt8], piecesOf size: Int) -> [UInt8] {
    var encoder = FTPASCIIEncoder()
    var output: [UInt8] = []
    for piece in pieces(of: file, size) {
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      unsafe encoder.encode(piece.span.bytes, to: &output)
    }
    return output
  }

  private func decode(_ sent: [UInt8], piecesOf size: Int) -> [UInt8] {
    var decoder = FTPASCIIDecoder()
    var output: [UInt8] = []
    for piece in pieces(of: sent, size) {
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      unsafe decoder.decode(piece.span.bytes, to: &output)
    }
    decoder.finish(to: &output)
    return output
  }

  /// The pieces, with an empty one among them.
  private func pieces(of bytes: [UInt8], _ size: Int) -> [[UInt8]] {
    stride(from: 0, to: bytes.count, by: size).flatMap { start in
      [Array(bytes[start..<min(start + size, bytes.count)]), []]
    }
  }
}
