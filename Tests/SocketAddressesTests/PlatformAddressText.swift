import Glibc
import SocketAddresses

// The C library's own reading and writing of addresses, to compare with.

/// What `inet_pton` makes of the text, which contains no NUL.
func platformIPv4(_ text: String) -> IPv4Address? {
  var address = in_addr()
  // SAFETY: inet_pton writes a struct in_addr, which `address` is, and reads the text up to its
  // NUL.
  guard unsafe inet_pton(AF_INET, text, &address) == 1 else { return nil }
  return IPv4Address(bits: UInt32(bigEndian: address.s_addr))
}

/// What `inet_pton` makes of the text, which contains no NUL.
func platformIPv6(_ text: String) -> IPv6Address? {
  var octets = InlineArray<16, UInt8>(repeating: 0)
  var span = octets.mutableSpan
  // SAFETY: inet_pton writes sixteen bytes, for which `octets` has room, and reads the text up to
  // its NUL.
  let result = unsafe span.withUnsafeMutableBytes {
    unsafe inet_pton(AF_INET6, text, $0.baseAddress)
  }
  return result == 1 ? IPv6Address(octets: octets) : nil
}

/// What `inet_ntop` writes for the address.
func platformText(_ address: IPv4Address) -> String {
  var address = in_addr(s_addr: address.bits.bigEndian)
  var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
  // SAFETY: inet_ntop reads a struct in_addr, which `address` is, and writes no more than the
  // length.
  _ = unsafe inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
  return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// What `inet_ntop` writes for the address.
func platformText(_ address: IPv6Address) -> String {
  let octets = address.octets
  var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
  // SAFETY: inet_ntop reads sixteen bytes, which `octets` has, and writes no more than the length.
  _ = unsafe octets.span.withUnsafeBytes {
    unsafe inet_ntop(AF_INET6, $0.baseAddress, &text, socklen_t(text.count))
  }
  return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
