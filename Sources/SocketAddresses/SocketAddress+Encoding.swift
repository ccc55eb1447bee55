// The common half of the kernel's form. What differs between platforms, `encode(into:)`,
// `decode(_:)`, the limits and `payloadOffset`, is in Platform/.

extension SocketAddress {
  /// Room for the kernel's form of any address: C's `struct sockaddr_storage`.
  public typealias EncodedBytes = InlineArray<128, UInt8>

  /// The most bytes that the kernel's form of an address has, the size of C's
  /// `struct sockaddr_storage`: what a buffer for accept(2) and its like needs.
  public static let encodedBytesMax = EncodedBytes.count

  /// The most bytes that can follow the family field: the longest address that
  /// ``init(family:bytes:)`` takes.
  public static let bytesMax = encodedBytesMax - payloadOffset

  /// Calls the closure with the kernel's form of the address, C's `struct sockaddr` with its
  /// length, and returns what the closure returns.
  ///
  /// The bytes are valid for the time of the call and not aligned to anything. They are made on the
  /// stack: for an IP address nothing is allocated.
  @inlinable
  public func withEncodedBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    var storage = EncodedBytes(repeating: 0)
    let count = encode(into: &storage)
    // SAFETY: all bytes must be initialised. They are, being set to zero above, and a span of bytes
    // has no padding between them.
    let bytes = unsafe storage.span.bytes
    return try body(bytes.extracting(first: count))
  }

  /// The address in the kernel's form, C's `struct sockaddr` with the length that the kernel gave.
  ///
  /// `nil` if there are no bytes, as for the sender of a datagram from an unnamed socket or of data
  /// on a connected stream; if there are fewer than the family field or the family's structure has;
  /// if there are more than ``encodedBytesMax``; and if a Unix name is longer than its structure.
  /// Bytes after the structure of an IP address are ignored. Nothing is allocated for IP addresses.
  public init?(encoded bytes: RawSpan) {
    guard let storage = Storage(encoded: bytes) else { return nil }
    self.init(storage: storage)
  }

  /// What follows the family field in the kernel's form of the address, for any family: at most
  /// ``bytesMax`` bytes.
  ///
  /// ``init(family:bytes:)`` makes an equal address of them.
  public var bytes: [UInt8] {
    withEncodedBytes { encoded in
      encoded.extracting(droppingFirst: Self.payloadOffset).array
    }
  }
}
