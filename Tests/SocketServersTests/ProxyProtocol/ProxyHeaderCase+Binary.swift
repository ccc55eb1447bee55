import SocketServers
import Sockets

extension ProxyHeaderCase {
  static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10]

  /// A header of version 2.
  ///
  /// - Parameters:
  ///   - family: family and transport.
  ///   - block: addresses and extensions.
  ///   - command: version and command.
  ///   - length: what is told of its length; nil is the truth.
  /// - Returns: its bytes.
  static func binary(
    _ family: UInt8,
    _ block: [UInt8],
    command: UInt8 = 0x21,
    length: Int? = nil
  ) -> [UInt8] {
    let length = length ?? block.count
    return signature + [command, family, UInt8(length >> 8), UInt8(length & 0xff)] + block
  }

  /// 192.0.2.1:256 to 198.51.100.2:443.
  static let inet: [UInt8] = [192, 0, 2, 1, 198, 51, 100, 2, 1, 0, 1, 0xbb]
  /// [2001:db8::1]:256 to [::1]:443.
  static let inet6: [UInt8] =
    [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] + [1, 0, 1, 0xbb]

  /// A name in `sun_path`.
  static func path(_ text: String) -> [UInt8] {
    Array(text.utf8) + [UInt8](repeating: 0, count: 108 - text.utf8.count)
  }

  static func inetHeader(
    _ transport: ProxyAddresses.Transport = .stream,
    _ extensions: [ProxyExtension] = []
  ) -> ProxyHeader {
    relayed(.two, "192.0.2.1:256", "198.51.100.2:443", transport, extensions)
  }

  /// Version 2, but for extensions.
  static let binaries = headersInBinary + malformedBinaries

  private static let local = ProxyHeader(.two, .local)
  private static let unknown = ProxyHeader(.two, .unknown)
  private static let longName = String(repeating: "n", count: 107)

  private static let headersInBinary: [ProxyHeaderCase] = [
    ProxyHeaderCase("TCP over IPv4", binary(0x11, inet), .header(inetHeader())),
    ProxyHeaderCase("UDP over IPv4", binary(0x12, inet), .header(inetHeader(.datagram))),
    ProxyHeaderCase(
      "TCP over IPv6",
      binary(0x21, inet6),
      .header(relayed(.two, "[2001:db8::1]:256", "[::1]:443"))
    ),
    ProxyHeaderCase(
      "UDP over IPv6",
      binary(0x22, inet6),
      .header(relayed(.two, "[2001:db8::1]:256", "[::1]:443", .datagram))
    ),
    ProxyHeaderCase(
      "Unix stream",
      binary(0x31, path("/run/client") + path("\0server")),
      .header(relayed(.two, "unix:/run/client", "unix-abstract:server"))
    ),
    ProxyHeaderCase(
      "Unix datagrams without names",
      binary(0x32, path("") + path("")),
      .header(relayed(.two, "unix:", "unix:", .datagram))
    ),
    ProxyHeaderCase(
      "Unix names as long as they may be",
      binary(0x31, path("\0" + longName) + path("/" + longName.dropFirst())),
      .header(
        relayed(.two, "unix-abstract:" + longName, "unix:/" + longName.dropFirst())
      )
    ),
    ProxyHeaderCase(
      "a Unix path ends at its first NUL",
      binary(0x31, path("/a\0b") + path("/c")),
      .likewise(relayed(.two, "unix:/a", "unix:/c"))
    ),
    ProxyHeaderCase("LOCAL", binary(0x00, [], command: 0x20), .header(local)),
    ProxyHeaderCase("LOCAL with addresses", binary(0x11, inet, command: 0x20), .likewise(local)),
    ProxyHeaderCase(
      "LOCAL with a cut block",
      binary(0x21, [1, 2, 3], command: 0x20),
      .likewise(local)
    ),
    ProxyHeaderCase(
      "LOCAL of no family that exists",
      binary(0xff, [9], command: 0x20),
      .likewise(local)
    ),
    ProxyHeaderCase("unspecified", binary(0x00, []), .header(unknown)),
    ProxyHeaderCase("unspecified with a block", binary(0x00, [1, 2]), .likewise(unknown)),
    ProxyHeaderCase("unspecified family of TCP", binary(0x01, []), .likewise(unknown)),
    ProxyHeaderCase("IPv4 of no transport", binary(0x10, inet), .likewise(unknown)),
    ProxyHeaderCase(
      "the longest block",
      binary(0x00, [UInt8](repeating: 7, count: 4096)),
      .likewise(unknown)
    ),
  ]

  private static let malformedBinaries: [ProxyHeaderCase] =
    [
      ("a signature that differs at its end", Array(signature.dropLast()) + [11], .otherProtocol),
      ("a signature that differs at its start", [13, 10, 13, 13], .otherProtocol),
      ("version 1 in binary", binary(0x11, inet, command: 0x11), .unsupportedVersion(1)),
      ("version 3", binary(0x11, inet, command: 0x31), .unsupportedVersion(3)),
      ("version 0", binary(0x11, inet, command: 0x01), .unsupportedVersion(0)),
      ("command 2", binary(0x11, inet, command: 0x22), .unsupportedCommand(2)),
      ("command 15", binary(0x11, inet, command: 0x2f), .unsupportedCommand(15)),
      ("family 4", binary(0x41, inet), .unsupportedFamily(0x41)),
      ("transport 3", binary(0x13, inet), .unsupportedFamily(0x13)),
      ("IPv4 that is cut", binary(0x11, inet.dropLast()), .blockTooShort(byteCount: 11)),
      ("IPv6 that is cut", binary(0x21, inet6.dropLast()), .blockTooShort(byteCount: 35)),
      ("IPv6 with addresses of IPv4", binary(0x21, inet), .blockTooShort(byteCount: 12)),
      ("Unix that is cut", binary(0x31, path("").dropLast()), .blockTooShort(byteCount: 107)),
      ("no addresses", binary(0x11, []), .blockTooShort(byteCount: 0)),
      (
        "a block that is too long", binary(0x11, [], length: 4097),
        .blockTooLong(byteCount: 4097, limit: 4096)
      ),
      (
        "the longest that can be told, also of LOCAL", binary(0, [], command: 0x20, length: 0xffff),
        .blockTooLong(byteCount: 0xffff, limit: 4096)
      ),
    ].map { (name: String, bytes: [UInt8], error: ProxyHeaderError) in
      ProxyHeaderCase(name, bytes, .failure(error))
    }
}
