/// An IPv4 address: 32 bits, without port.
///
/// A plain value of four bytes. Addresses are ordered as unsigned numbers, so that 9.0.0.0 comes
/// before 10.0.0.0. Stands for C's `struct in_addr`, except for the byte order: ``bits`` is a
/// number of the host, and the encoding of ``SocketAddress`` turns it into network order.
public struct IPv4Address: Hashable, Sendable {
  /// The address as a number in host byte order: 127.0.0.1 is `0x7f00_0001`.
  public let bits: UInt32

  /// The address with the given number in host byte order.
  public init(bits: UInt32) {
    self.bits = bits
  }

  /// The address `a.b.c.d`.
  public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    bits = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
  }

  /// The address whose four bytes are given in network order, the first written first.
  public init(octets: InlineArray<4, UInt8>) {
    self.init(octets[0], octets[1], octets[2], octets[3])
  }

  /// The four bytes in network order, the first written first.
  public var octets: InlineArray<4, UInt8> {
    [
      UInt8(truncatingIfNeeded: bits >> 24), UInt8(truncatingIfNeeded: bits >> 16),
      UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits),
    ]
  }

  /// The address one higher, `nil` after 255.255.255.255.
  public var next: Self? {
    bits == .max ? nil : Self(bits: bits + 1)
  }

  /// The address one lower, `nil` before 0.0.0.0.
  public var previous: Self? {
    bits == 0 ? nil : Self(bits: bits - 1)
  }

  /// The same address in IPv6, `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2): the form in which an IPv6
  /// socket that also serves IPv4 shows and takes it.
  public var mappedToIPv6: IPv6Address {
    IPv6Address(high: 0, low: 0xffff_0000_0000 | UInt64(bits))
  }

  /// The name under which the DNS keeps the reverse entry: `1.0.0.127.in-addr.arpa` (RFC 1035
  /// §3.5), without a final dot.
  public var reverseName: String {
    "\(Self(bits: bits.byteSwapped)).in-addr.arpa"
  }
}

extension IPv4Address {
  /// 0.0.0.0, `INADDR_ANY`: bound to, every address of the machine.
  public static let any = Self(bits: 0)

  /// 127.0.0.1, `INADDR_LOOPBACK`: this machine.
  public static let loopback = Self(127, 0, 0, 1)

  /// 255.255.255.255, `INADDR_BROADCAST`: everyone on the local network (RFC 919).
  public static let broadcast = Self(bits: .max)

  /// 224.0.0.1, `INADDR_ALLHOSTS_GROUP`: the group of all hosts on the local network (RFC 1112).
  public static let allHostsGroup = Self(224, 0, 0, 1)
}

extension IPv4Address: Comparable {
  /// Whether the first address is the lower number.
  public static func < (first: Self, second: Self) -> Bool {
    first.bits < second.bits
  }
}
