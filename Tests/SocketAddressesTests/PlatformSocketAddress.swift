import Glibc

// The C library's own structures of addresses, filled field by field, to compare with.

/// The bytes of a structure from C.
func bytes<Structure>(of structure: Structure) -> [UInt8] {
  // SAFETY: the structures here are zeroed before they are filled, so that every byte of them,
  // padding too, is initialised; the bytes are copied before the closure returns.
  unsafe withUnsafeBytes(of: structure) { unsafe Array($0) }
}

/// A `struct sockaddr_in` of the address 192.0.2.1 and the port 8080.
func platformIPv4SocketAddress() -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(8080).bigEndian
  address.sin_addr.s_addr = in_addr_t(0xc000_0201).bigEndian
  return address
}

/// A `struct sockaddr_in6` of the given fields, in host byte order, and the address
/// 0102:0304:0506:0708:090a:0b0c:0d0e:0f10.
func platformIPv6SocketAddress(port: UInt16, flow: UInt32, scope: UInt32) -> sockaddr_in6 {
  var address = sockaddr_in6()
  address.sin6_family = sa_family_t(AF_INET6)
  address.sin6_port = port.bigEndian
  address.sin6_flowinfo = flow.bigEndian
  address.sin6_scope_id = scope
  // SAFETY: the sixteen bytes of the address are all written, inside of their bounds.
  unsafe withUnsafeMutableBytes(of: &address.sin6_addr) {
    unsafe $0.copyBytes(from: 1...16)
  }
  return address
}

/// A `struct sockaddr_un` that begins with the bytes, and ends with zeros.
func platformUnixSocketAddress(_ name: [UInt8]) -> sockaddr_un {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  // SAFETY: copyBytes checks that the name is not longer than sun_path.
  unsafe withUnsafeMutableBytes(of: &address.sun_path) {
    unsafe $0.copyBytes(from: name)
  }
  return address
}
