/// An IPv6 address: 128 bits, without port and without zone.
///
/// A plain value of sixteen bytes. Addresses are ordered as unsigned numbers. Stands for C's
/// `struct in6_addr`. The zone of a link-local address (`%3`, its scope id) belongs to a
/// ``SocketAddress``.
public struct IPv6Address: Hashable, Sendable {
  /// The first 64 bits as a number in host byte order: usually the network.
  public let high: UInt64

  /// The last 64 bits as a number in host byte order: usually the interface.
  public let low: UInt64

  /// The address of two halves, each a number in host byte order.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The address with the given number in host byte order: `::1` is 1.
  public init(bits: UInt128) {
    self.init(high: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits))
  }

  /// The address `a:b:c:d:e:f:g:h`.
  public init(
    _ a: UInt16,
    _ b: UInt16,
    _ c: UInt16,
    _ d: UInt16,
    _ e: UInt16,
    _ f: UInt16,
    _ g: UInt16,
    _ h: UInt16
  ) {
    high = UInt64(a) << 48 | UInt64(b) << 32 | UInt64(c) << 16 | UInt64(d)
    low = UInt64(e) << 48 | UInt64(f) << 32 | UInt64(g) << 16 | UInt64(h)
  }

  /// The address of eight segments, the first written first.
  public init(segments: InlineArray<8, UInt16>) {
    self.init(
      segments[0],
      segments[1],
      segments[2],
      segments[3],
      segments[4],
      segments[5],
      segments[6],
      segments[7]
    )
  }

  /// The address whose sixteen bytes are given in network order, the first written first.
  public init(octets: InlineArray<16, UInt8>) {
    var bits: UInt128 = 0
    for index in octets.indices {
      bits = bits << 8 | UInt128(octets[index])
    }
    self.init(bits: bits)
  }

  /// The address as a number in host byte order: `::1` is 1.
  public var bits: UInt128 {
    UInt128(high) << 64 | UInt128(low)
  }

  /// The eight segments of 16 bits, the first written first.
  public var segments: InlineArray<8, UInt16> {
    InlineArray { index in
      let half = index < 4 ? high : low
      return UInt16(truncatingIfNeeded: half >> UInt64(48 - index % 4 * 16))
    }
  }

  /// The sixteen bytes in network order, the first written first.
  public var octets: InlineArray<16, UInt8> {
    InlineArray { index in
      let half = index < 8 ? high : low
      return UInt8(truncatingIfNeeded: half >> UInt64(56 - index % 8 * 8))
    }
  }

  /// The address one higher, `nil` after the last.
  public var next: Self? {
    bits == .max ? nil : Self(bits: bits + 1)
  }

  /// The address one lower, `nil` before `::`.
  public var previous: Self? {
    bits == 0 ? nil : Self(bits: bits - 1)
  }

  /// The IPv4 address in an address of `::ffff:0:0/96` (RFC 4291 §2.5.5.2), `nil` for any other.
  ///
  /// An IPv6 socket that also serves IPv4 shows its IPv4 peers in this form.
  public var embeddedIPv4: IPv4Address? {
    isIPv4Mapped ? IPv4Address(bits: UInt32(truncatingIfNeeded: low)) : nil
  }
}

extension IPv6Address {
  /// `::`, `in6addr_any`: bound to, every address of the machine.
  public static let any = Self(high: 0, low: 0)

  /// `::1`, `in6addr_loopback`: this machine.
  public static let loopback = Self(high: 0, low: 1)

  /// `ff02::1`: the group of all nodes on the link (RFC 4291 §2.7.1).
  public static let allNodesLinkLocal = Self(0xff02, 0, 0, 0, 0, 0, 0, 1)

  /// `ff02::2`: the group of all routers on the link (RFC 4291 §2.7.1).
  public static let allRoutersLinkLocal = Self(0xff02, 0, 0, 0, 0, 0, 0, 2)
}

extension IPv6Address: Comparable {
  /// Whether the first address is the lower number.
  public static func < (first: Self, second: Self) -> Bool {
    (first.high, first.low) < (second.high, second.low)
  }
}
