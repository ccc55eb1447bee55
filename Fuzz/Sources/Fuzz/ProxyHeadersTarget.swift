internal import SocketServers

/// What a proxy, or somebody who passes for one, sends at the start of a connection.
struct ProxyHeadersTarget: FuzzTarget {
  let promise = """
    no bytes make the decoder of PROXY headers trap or find more than there is; who reads no more \
    than it asks for comes to the same header or error and to nothing behind it, as does who reads \
    byte by byte; and a header that was read is read again from what it is written as. Each input \
    is decoded whole, by what is missing, by every cut, and encoded.
    """

  let inputBytesMax = 600

  let words: [[UInt8]] =
    [
      "PROXY ", "TCP4 ", "TCP6 ", "UNKNOWN", "UNKNOWN ", "\r\n", "\r", "\n", " ", "  ", "::", "0",
      "1", "65535", "65536", "192.0.2.1", "255.255.255.255", "2001:db8::1", "::ffff:192.0.2.1",
    ].map { (text: String) in Array(text.utf8) } + [
      signature, signature + [0x20, 0, 0, 0], signature + [0x21, 0x11, 0, 12],
      signature + [0x21, 0x21, 0, 36], signature + [0x21, 0x31, 0, 216], [0x21, 0x12],
      [0x21, 0x22],
      [0x01, 0, 2], [0x02, 0, 3], [0x03, 0, 4, 0, 0, 0, 0], [0x04, 0, 0], [0x05, 0, 1],
      [0xea, 0, 2],
      [0x20, 0, 5, 1, 0, 0, 0, 0], [0x20, 0, 9, 7, 0, 0, 0, 1, 0x21, 0, 1, 0x31], [0x30, 0, 2],
    ]

  private static let signature: [UInt8] = [
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a,
  ]

  private typealias Outcome = Result<ProxyHeaderDecoding, ProxyHeaderError>

  func check(_ input: [UInt8]) throws(Violation) -> UInt64 {
    let whole = decode(input[...])
    try expect(readByNeed(input) == whole, "what is missing is asked for, and no more")
    try checkCuts(input, whole)
    switch whole {
    case .success(.header(let header, let count)):
      try expect(count <= input.count, "a header is not longer than what there is")
      try expect(decode(input[..<count]) == whole, "what follows a header does not count")
      try checkEncoding(header)
      return way(of: header)
    case .success(.needsMore(let count)):
      try expect(count >= 1, "what is not finished lacks something")
      return 1 << 40 | UInt64(min(count, 255)) << 8
    case .failure(let error):
      return 1 << 41 | way(of: error)
    }
  }

  private func decode(_ bytes: ArraySlice<UInt8>) -> Outcome {
    do throws(ProxyHeaderError) {
      // SAFETY: all bytes of an array are initialised, and there is no padding between them.
      return .success(try unsafe ProxyHeader.decode(bytes.span.bytes))
    } catch {
      return .failure(error)
    }
  }

  /// What comes of reading as much as is asked for, until that is not there.
  private func readByNeed(_ input: [UInt8]) -> Outcome {
    var length = 0
    while true {
      let outcome = decode(input[..<length])
      guard case .success(.needsMore(let count)) = outcome, length < input.count else {
        return outcome
      }
      length = min(input.count, length + count)
    }
  }

  /// The first cut that is no header yet but an error has the error of the whole, and none is a
  /// header but the one that ends where that ends.
  private func checkCuts(_ input: [UInt8], _ whole: Outcome) throws(Violation) {
    for length in 0..<input.count {
      switch decode(input[..<length]) {
      case .success(.needsMore(let count)):
        if case .success(.header(_, let end)) = whole {
          try expect(count <= end - length, "no more is asked for than is missing")
        }
      case let decided:
        try expect(decided == whole, "what is decided stays so, whatever follows")
        return
      }
    }
  }

  private func checkEncoding(_ header: ProxyHeader) throws(Violation) {
    guard let bytes = try? header.encoded() else {
      throw Violation(property: "what was read can be written")
    }
    let again = decode(bytes[...])
    try expect(
      again == .success(.header(header, byteCount: bytes.count)),
      "a header is read as it is written"
    )
  }

  private func way(of header: ProxyHeader) -> UInt64 {
    var way = UInt64(header.version.rawValue)
    switch header.content {
    case .local: way |= 1 << 4
    case .unknown: way |= 1 << 5
    case .relayed(let addresses, let extensions):
      way |= addresses.transport == .stream ? 1 << 6 : 1 << 7
      way |= UInt64(truncatingIfNeeded: addresses.source.family.rawValue & 15) << 8
      way |= UInt64(min(extensions.count, 15)) << 12
      way |= extensions.contains(.checksum) ? 1 << 16 : 0
      way |= header.tls == nil ? 0 : 1 << 17 | UInt64(min(header.tls?.fields.count ?? 0, 7)) << 18
      way |= header.authority == nil ? 0 : 1 << 21
      way |= header.uniqueID == nil ? 0 : 1 << 22
      way |= header.networkNamespace == nil ? 0 : 1 << 23
      way |= header.applicationProtocol == nil ? 0 : 1 << 24
    }
    return way
  }

  private func way(of error: ProxyHeaderError) -> UInt64 {
    switch error {
    case .otherProtocol: 1
    case .lineTooLong: 2
    case .malformedLine: 3
    case .unknownTransport: 4
    case .malformedAddress: 5
    case .malformedPort: 6
    case .unsupportedVersion: 7
    case .unsupportedCommand: 8
    case .unsupportedFamily: 9
    case .blockTooLong: 10
    case .blockTooShort: 11
    case .cutExtension: 12
    case .malformedExtension(let type): 13 | UInt64(type) << 8
    case .wrongChecksum: 14
    case .severalChecksums: 15
    }
  }
}
