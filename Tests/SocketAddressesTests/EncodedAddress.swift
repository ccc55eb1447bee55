import SocketAddresses

/// The address in the kernel's form, if the bytes are one.
func decode(_ bytes: [UInt8]) -> SocketAddress? {
  // SAFETY: all bytes must be initialised and have no padding, which holds for an array of UInt8.
  let encoded = unsafe bytes.span.bytes
  return SocketAddress(encoded: encoded)
}

/// The kernel's form of the address.
func encode(_ address: SocketAddress) -> [UInt8] {
  address.withEncodedBytes { bytes in
    // SAFETY: the bytes are copied, and so not used after the closure has returned.
    unsafe bytes.withUnsafeBytes { unsafe Array($0) }
  }
}
