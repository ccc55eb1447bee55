internal import SocketAddresses

// Version 1 (§2.1). Errors are found in the order of the bytes that they are in, so that it is the
// same one whether the bytes come at once or one by one.
extension ProxyHeader {
  /// What follows the signature.
  private enum Transport: CaseIterable {
    case tcp4
    case tcp6
    case unknown

    /// How it is written; a space belongs to those that addresses follow.
    var text: [UInt8] {
      switch self {
      case .tcp4: Array("TCP4 ".utf8)
      case .tcp6: Array("TCP6 ".utf8)
      case .unknown: Array("UNKNOWN".utf8)
      }
    }

    /// The shortest that fields can be: two addresses (`0.0.0.0`, `::`), two ports.
    var fieldBytesMin: [Int] {
      switch self {
      case .tcp4: [7, 7, 1, 1]
      case .tcp6: [2, 2, 1, 1]
      case .unknown: []
      }
    }
  }

  private static let space = UInt8(ascii: " ")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")
  /// The shortest line for TCP: `PROXY TCP6 :: :: 0 0` and its end.
  private static let tcpLineBytesMin = 22

  /// Reads a line whose signature, as far as it has come, is right.
  static func decodeLine(_ bytes: RawSpan) throws(ProxyHeaderError) -> ProxyHeaderDecoding {
    let line = bytes.extracting(first: lineBytesMax).array
    let rest = line.dropFirst(lineSignature.count)
    let transport = try transport(rest)
    guard let end = try endOfLine(line) else {
      guard line.count < lineBytesMax else { throw .lineTooLong }
      let missing = missingBytes(line, transport)
      return .needsMore(byteCount: max(1, min(missing, lineBytesMax - line.count)))
    }
    let content = try content(line[..<end], transport)
    return .header(ProxyHeader(.one, content), byteCount: end + 2)
  }

  /// What the line is for; nil where too little has come to know.
  private static func transport(
    _ rest: ArraySlice<UInt8>
  ) throws(ProxyHeaderError) -> Transport? {
    var mayCome = false
    for transport in Transport.allCases {
      let text = transport.text
      guard rest.starts(with: text) else {
        mayCome = mayCome || text.starts(with: rest)
        continue
      }
      guard transport == .unknown, let next = rest.dropFirst(text.count).first else {
        return transport
      }
      guard next == space || next == carriageReturn else { throw .unknownTransport }
      return transport
    }
    guard mayCome else { throw .unknownTransport }
    return nil
  }

  /// Where the CR is that an LF follows; nil where it has not come.
  ///
  /// - Throws: `.malformedLine` for one of the two alone.
  private static func endOfLine(_ line: [UInt8]) throws(ProxyHeaderError) -> Int? {
    for index in line.indices {
      let followsReturn = index > 0 && line[index - 1] == carriageReturn
      let isFeed = line[index] == lineFeed
      guard followsReturn == isFeed else { throw .malformedLine }
      if isFeed { return index - 1 }
    }
    return nil
  }

  /// How many bytes a line that has not ended goes on for, at least.
  private static func missingBytes(_ line: [UInt8], _ transport: Transport?) -> Int {
    guard line.last != carriageReturn else { return 1 }
    guard let transport else {
      // `TCP` can be neither of the other two any more.
      let isTCP = line.count > lineSignature.count && line[lineSignature.count] == UInt8(ascii: "T")
      return (isTCP ? tcpLineBytesMin : bytesMin) - line.count
    }
    let lengths = transport.fieldBytesMin
    let fields = line.dropFirst(lineSignature.count + transport.text.count)
      .split(separator: space, omittingEmptySubsequences: false)
    guard let current = fields.last, fields.count <= lengths.count else { return 2 }
    let later = lengths[fields.count...].reduce(0) { $0 + 1 + $1 }
    return max(0, lengths[fields.count - 1] - current.count) + later + 2
  }

  /// What a whole line says.
  ///
  /// - Parameters:
  ///   - line: without its end.
  ///   - transport: what it is for.
  /// - Returns: the addresses, or that they are unknown.
  /// - Throws: what is malformed.
  private static func content(
    _ line: ArraySlice<UInt8>,
    _ transport: Transport?
  ) throws(ProxyHeaderError) -> Content {
    guard let transport else { throw .unknownTransport }
    guard transport != .unknown else { return .unknown }
    let fields = line.dropFirst(lineSignature.count + transport.text.count)
      .split(separator: space, omittingEmptySubsequences: false)
    guard fields.count == transport.fieldBytesMin.count else { throw .malformedLine }
    let source = try address(fields[0], transport)
    let destination = try address(fields[1], transport)
    return .relayed(
      ProxyAddresses(
        unchecked: .stream,
        SocketAddress(source, port: try port(fields[2])),
        SocketAddress(destination, port: try port(fields[3]))
      ),
      extensions: []
    )
  }

  private static func address(
    _ text: ArraySlice<UInt8>,
    _ transport: Transport
  ) throws(ProxyHeaderError) -> IPAddress {
    let address: IPAddress? =
      transport == .tcp4
      ? IPv4Address(utf8: text.span).map(IPAddress.v4)
      : IPv6Address(utf8: text.span).map(IPAddress.v6)
    guard let address else { throw .malformedAddress }
    return address
  }

  private static func port(_ text: ArraySlice<UInt8>) throws(ProxyHeaderError) -> UInt16 {
    guard let port = UInt16(strictDecimal: text.span) else { throw .malformedPort }
    return port
  }
}
