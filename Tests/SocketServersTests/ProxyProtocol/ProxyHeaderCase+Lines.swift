import SocketServers

extension ProxyHeaderCase {
  private static let longest6 = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"

  /// Version 1.
  static let lines = headersInLines + foreignBytes + malformedLines

  private static let headersInLines: [ProxyHeaderCase] = [
    ProxyHeaderCase(
      "the specification's example",
      line: "PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n",
      .header(relayed(.one, "192.168.0.1:56324", "192.168.0.11:443"))
    ),
    ProxyHeaderCase(
      "the shortest of TCP4",
      line: "PROXY TCP4 0.0.0.0 1.1.1.1 0 0\r\n",
      .header(relayed(.one, "0.0.0.0:0", "1.1.1.1:0"))
    ),
    ProxyHeaderCase(
      "the longest of TCP4",
      line: "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n",
      .header(relayed(.one, "255.255.255.255:65535", "255.255.255.255:65535"))
    ),
    ProxyHeaderCase(
      "the shortest of TCP6",
      line: "PROXY TCP6 :: :: 0 0\r\n",
      .header(relayed(.one, "[::]:0", "[::]:0"))
    ),
    ProxyHeaderCase(
      "the longest of TCP6",
      line: "PROXY TCP6 \(longest6) \(longest6) 65535 65535\r\n",
      .header(relayed(.one, "[\(longest6)]:65535", "[\(longest6)]:65535"))
    ),
    ProxyHeaderCase(
      "TCP6 in capitals and without a gap",
      line: "PROXY TCP6 2001:DB8:0:0:0:0:0:1 ::1 1 2\r\n",
      .likewise(relayed(.one, "[2001:db8::1]:1", "[::1]:2"))
    ),
    ProxyHeaderCase(
      "TCP6 with IPv4 in it, as inet_ntop(3) writes it",
      line: "PROXY TCP6 ::ffff:192.0.2.1 ::1 1 2\r\n",
      .header(relayed(.one, "[::ffff:192.0.2.1]:1", "[::1]:2"))
    ),
    ProxyHeaderCase("UNKNOWN", line: "PROXY UNKNOWN\r\n", .header(ProxyHeader(.one, .unknown))),
    ProxyHeaderCase(
      "UNKNOWN with anything behind it",
      line: "PROXY UNKNOWN ? \u{0}\u{1f600} TCP4\r\n",
      .likewise(ProxyHeader(.one, .unknown))
    ),
    ProxyHeaderCase(
      "UNKNOWN as long as it may be",
      line: "PROXY UNKNOWN \(longest6) \(longest6) 65535 65535\r\n",
      .likewise(ProxyHeader(.one, .unknown))
    ),
  ]

  private static let foreignBytes: [ProxyHeaderCase] = [
    ProxyHeaderCase("HTTP", line: "GET / HTTP/1.1\r\n\r\n", .failure(.otherProtocol)),
    ProxyHeaderCase("HTTP with a P", line: "POST / HTTP/1.1\r\n\r\n", .failure(.otherProtocol)),
    ProxyHeaderCase("TLS", [0x16, 0x03, 0x01, 0x00, 0xf4], .failure(.otherProtocol)),
    ProxyHeaderCase("small letters", line: "proxy TCP4", .failure(.otherProtocol)),
    ProxyHeaderCase("a tab for a space", line: "PROXY\tTCP4", .failure(.otherProtocol)),
    ProxyHeaderCase("an empty line", line: "\r\nPROXY", .failure(.otherProtocol)),
    ProxyHeaderCase("a line end of its own", line: "\nPROXY", .failure(.otherProtocol)),
    ProxyHeaderCase("NUL", [0], .failure(.otherProtocol)),
  ]

  private static let malformedLines: [ProxyHeaderCase] =
    [
      ("UDP4", "PROXY UDP4 1.1.1.1 1.1.1.1 1 1\r\n", .unknownTransport),
      ("TCP5", "PROXY TCP5 1.1.1.1 1.1.1.1 1 1\r\n", .unknownTransport),
      ("small letters in the transport", "PROXY tcp4 1.1.1.1 1.1.1.1 1 1\r\n", .unknownTransport),
      ("no transport", "PROXY \r\n", .unknownTransport),
      ("two spaces before the transport", "PROXY  TCP4 1.1.1.1", .unknownTransport),
      ("nothing after TCP4", "PROXY TCP4\r\n", .unknownTransport),
      ("UNKNOWN that goes on", "PROXY UNKNOWNS\r\n", .unknownTransport),
      ("UNKNOWN with an LF alone", "PROXY UNKNOWN\n", .unknownTransport),
      ("UNKNOWN with an LF behind it", "PROXY UNKNOWN x\n\r\n", .malformedLine),
      ("an LF alone", "PROXY TCP4 1.1.1.1 2.2.2.2 3 4\n", .malformedLine),
      ("a CR alone", "PROXY TCP4 1.1.1.1 2.2.2.2 3 4\r \n", .malformedLine),
      ("two CRs", "PROXY TCP4 1.1.1.1 2.2.2.2 3 4\r\r\n", .malformedLine),
      ("fields that are missing", "PROXY TCP4 1.1.1.1 2.2.2.2 3\r\n", .malformedLine),
      ("no fields", "PROXY TCP4 \r\n", .malformedLine),
      ("a field too many", "PROXY TCP4 1.1.1.1 2.2.2.2 3 4 5\r\n", .malformedLine),
      ("a space at the end", "PROXY TCP4 1.1.1.1 2.2.2.2 3 4 \r\n", .malformedLine),
      ("two spaces before a port", "PROXY TCP4 1.1.1.1 2.2.2.2 3  4\r\n", .malformedLine),
      ("two spaces for a port", "PROXY TCP4 1.1.1.1 2.2.2.2  4\r\n", .malformedPort),
      ("two spaces for an address", "PROXY TCP4 1.1.1.1  3 4\r\n", .malformedAddress),
      ("a zero before a part", "PROXY TCP4 01.1.1.1 2.2.2.2 3 4\r\n", .malformedAddress),
      ("a part too large", "PROXY TCP4 1.1.1.1 2.2.2.256 3 4\r\n", .malformedAddress),
      ("three parts", "PROXY TCP4 1.1.1 2.2.2.2 3 4\r\n", .malformedAddress),
      ("IPv6 for TCP4", "PROXY TCP4 ::1 ::1 3 4\r\n", .malformedAddress),
      ("IPv4 for TCP6", "PROXY TCP6 1.1.1.1 2.2.2.2 3 4\r\n", .malformedAddress),
      ("a zone", "PROXY TCP6 fe80::1%1 ::1 3 4\r\n", .malformedAddress),
      ("brackets", "PROXY TCP6 [::1] ::1 3 4\r\n", .malformedAddress),
      ("two gaps", "PROXY TCP6 1::2::3 ::1 3 4\r\n", .malformedAddress),
      ("a tab between fields", "PROXY TCP4 1.1.1.1\t2.2.2.2 3 4\r\n", .malformedLine),
      ("NUL in an address", "PROXY TCP4 1.1.1.1\u{0} 2.2.2.2 3 4\r\n", .malformedAddress),
      ("a port too large", "PROXY TCP4 1.1.1.1 2.2.2.2 65536 4\r\n", .malformedPort),
      ("a zero before a port", "PROXY TCP4 1.1.1.1 2.2.2.2 03 4\r\n", .malformedPort),
      ("two zeros as a port", "PROXY TCP4 1.1.1.1 2.2.2.2 3 00\r\n", .malformedPort),
      ("a sign", "PROXY TCP4 1.1.1.1 2.2.2.2 +3 4\r\n", .malformedPort),
      ("a digit of another script", "PROXY TCP4 1.1.1.1 2.2.2.2 3 \u{661}\r\n", .malformedPort),
      ("no end", "PROXY UNKNOWN \(String(repeating: "x", count: 200))\r\n", .lineTooLong),
      ("108 bytes", "PROXY UNKNOWN \(String(repeating: "x", count: 92))\r\n", .lineTooLong),
      ("an LF as byte 107", "PROXY UNKNOWN \(String(repeating: "x", count: 92))\n", .malformedLine),
    ].map { (name: String, line: String, error: ProxyHeaderError) in
      ProxyHeaderCase(name, line: line, .failure(error))
    }
}
