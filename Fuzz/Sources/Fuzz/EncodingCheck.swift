internal import SocketAddresses

/// One input as a `struct sockaddr` from the kernel.
struct EncodingCheck {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func decoded() throws(Violation) -> SocketAddress? {
    let decoded = unsafe SocketAddress(encoded: bytes.span.bytes)
    guard let address = decoded else { return nil }
    try encodes(address)
    try isMadeOfItsBytes(address)
    try isWritten(address)
    return address
  }

  private func encodes(_ address: SocketAddress) throws(Violation) {
    let encoded = address.withEncodedBytes { encoded in
      // SAFETY: the pointer is used inside the closure only.
      unsafe encoded.withUnsafeBytes { unsafe [UInt8]($0) }
    }
    let again = unsafe SocketAddress(encoded: encoded.span.bytes)
    try expect(again == address, "decoding undoes encoding: \(address)")
    try expect(encoded.count <= SocketAddress.encodedBytesMax, "an encoding has its limit")
    switch address.family {
    case .inet:
      let zeros = [UInt8](repeating: 0, count: 8)
      try expect(encoded == Array(bytes.prefix(8)) + zeros, "encoding undoes decoding: \(address)")
    case .inet6:
      try expect(encoded == Array(bytes.prefix(28)), "encoding undoes decoding: \(address)")
    case .unix:
      // A path ends at its first NUL, whatever follows.
      try expect(bytes.starts(with: encoded.dropLast()), "encoding undoes decoding: \(address)")
    default:
      try expect(encoded == bytes, "encoding undoes decoding: \(address)")
    }
  }

  private func isMadeOfItsBytes(_ address: SocketAddress) throws(Violation) {
    let made = try? SocketAddress(family: address.family, bytes: address.bytes)
    try expect(made == address, "family and bytes make the same address: \(address)")
  }

  /// Reads its own text, with the two exceptions that its documentation names.
  private func isWritten(_ address: SocketAddress) throws(Violation) {
    let read = SocketAddress(address.description)
    if case .path(let path) = address.unix?.kind, path.count > UnixAddress.pathBytesMax {
      try expect(read == nil, "a path without its NUL is not read: \(address)")
    } else if case .v6(let ip) = address.ip, let port = address.port {
      let expected = SocketAddress(ip, port: port, scopeID: address.scopeID)
      try expect(read == expected, "reads what it writes, less the flow label: \(address)")
    } else {
      try expect(read == address, "reads what it writes: \(address)")
    }
  }
}
