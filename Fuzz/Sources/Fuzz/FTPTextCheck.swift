internal import FTPProtocol

/// An input as a file's text, and as what is received of one.
struct FTPTextCheck {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func check() throws(Violation) {
    let sent = encoded(piecesOf: bytes.count)
    try expect(sent == encoded(piecesOf: 1), "text is encoded the same however it is cut")
    try expect(sent.count <= 2 * bytes.count, "text grows by at most as much as there is")
    let hasBareFeed = zip([0] + sent, sent).contains { $0 != 13 && $1 == 10 }
    try expect(!hasBareFeed, "a line ends in CR LF when it is sent")
    let received = decoded(bytes, piecesOf: bytes.count)
    try expect(
      received == decoded(bytes, piecesOf: 1),
      "text is decoded the same however it is cut"
    )
    try expect(received.count <= bytes.count, "text does not grow when it is received")
    let hasReturn = zip(bytes, bytes.dropFirst()).contains { $0 == 13 && $1 == 10 }
    if !hasReturn {
      try expect(received == bytes, "what has no CR LF stays")
      try expect(decoded(sent, piecesOf: 3) == bytes, "decoding undoes encoding")
    }
  }

  private func encoded(piecesOf size: Int) -> [UInt8] {
    var encoder = FTPASCIIEncoder()
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: max(1, size)) {
      let end = min(start + size, bytes.count)
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      unsafe encoder.encode(bytes.span.bytes.extracting(start..<end), to: &output)
    }
    return output
  }

  private func decoded(_ bytes: [UInt8], piecesOf size: Int) -> [UInt8] {
    var decoder = FTPASCIIDecoder()
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: max(1, size)) {
      let end = min(start + size, bytes.count)
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      unsafe decoder.decode(bytes.span.bytes.extracting(start..<end), to: &output)
    }
    decoder.finish(to: &output)
    return output
  }
}
