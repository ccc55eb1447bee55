internal import SocketAddresses

/// All that turns text or the kernel's bytes into addresses.
struct AddressesTarget: FuzzTarget {
  let promise = """
    no text and no bytes make an address parser trap; what is accepted as text reads the same \
    after it was written, IPv4 and IPv6 are read and written exactly as by inet_pton(3) and \
    inet_ntop(3), and what is decoded encodes to the same address. Each input goes to every \
    parser, as text and as a struct sockaddr.
    """

  let inputBytesMax = 300

  let words = texts.map { Array($0.utf8) } + families + [longestPath]

  private static let families: [[UInt8]] = [[0, 0], [1, 0], [2, 0], [10, 0], [16, 0]]
  private static let longestPath = [UInt8](repeating: 0x61, count: UnixAddress.pathBytesMax)

  private static let texts = [
    "::", ":", ".", "/", "%", "[", "]", "]:", "0", "1", "9", "a", "F", "00", "255", "256", "65535",
    "65536", "4294967295", "4294967296", "ffff", "::ffff:", "127.0.0.1", "fe80::1%3", "unix:",
    "unix-abstract:", "family:", "\\", "\\\\", "\\x", "\\x00", "\\x2f", "/run/a", "/128", "/32",
    "example.com", " ", "+", "-", "\n", "é", "\u{2028}", "\u{202e}",
  ]

  func check(_ input: [UInt8]) throws(Violation) -> UInt64 {
    let text = TextCheck(input)
    var way: UInt64 = 0
    if let address = try text.ipv4() { way |= 1 | Self.scale(address.bits) << 8 }
    if let address = try text.ipv6() { way |= 2 | Self.scale(address.bits) << 8 }
    if try text.ip() != nil { way |= 4 }
    if let network = try text.network() { way |= 8 | UInt64(network.prefixLength / 8) << 16 }
    if try text.unix() != nil { way |= 16 }
    if let address = try text.socketAddress() { way |= 32 | Self.kind(address) << 24 }
    if try text.endpoint() != nil { way |= 64 }
    if let address = try EncodingCheck(input).decoded() { way |= 128 | Self.kind(address) << 32 }
    return way
  }

  /// The size of a number in steps of four bits, so that small and large ones are different ways.
  private static func scale(_ number: some FixedWidthInteger) -> UInt64 {
    UInt64((number.bitWidth - number.leadingZeroBitCount) / 4)
  }

  private static func kind(_ address: SocketAddress) -> UInt64 {
    switch (address.family, address.unix?.kind) {
    case (.inet, _): 1
    case (.inet6, _): address.scopeID == 0 ? 2 : address.flowInformation == 0 ? 3 : 4
    case (_, .path): 5
    case (_, .abstract): 6
    case (_, .unnamed): 7
    default: 8 + UInt64(truncatingIfNeeded: address.family.rawValue & 7)
    }
  }
}
