internal import SocketAddresses
internal import SystemCalls

/// Room on the stack for an address that the kernel writes: `struct sockaddr_storage`.
struct AddressStorage: ~Copyable {
  private var bytes = SocketAddress.EncodedBytes(repeating: 0)
  /// How many bytes the kernel wrote.
  private var count = 0

  /// Lends the room to a call that returns how much of it it filled.
  mutating func fill(
    _ call: (inout MutableRawSpan) throws(Errno) -> Int
  ) throws(Errno) {
    var span = bytes.mutableSpan
    // SAFETY: the elements are bytes without padding, and any byte is one.
    var raw = unsafe span.mutableBytes
    count = try call(&raw)
  }

  /// Lends the room to accept4(2), which fills it with the peer's address.
  mutating func fillAccepting(
    _ accept: (inout MutableRawSpan) throws(Errno) -> AcceptedDescriptor
  ) throws(Errno) -> FileDescriptor {
    var span = bytes.mutableSpan
    // SAFETY: as in `fill`.
    var raw = unsafe span.mutableBytes
    let accepted = try accept(&raw)
    count = accepted.addressLength
    return accepted.descriptor
  }

  /// The address; nil where the kernel gave none or one that cannot be read.
  var address: SocketAddress? {
    // SAFETY: all bytes are initialised, with zeros at first, and there is no padding between them.
    unsafe SocketAddress(encoded: bytes.span.bytes.extracting(first: count))
  }
}
