internal import CPlatform
public import SocketAddresses
internal import SystemCalls

extension Socket {
  /// The address the socket is bound to: getsockname(2).
  ///
  /// Before `bind` or `connect` it is the family's wildcard with port 0, or an unnamed Unix address.
  public var localAddress: SocketAddress {
    get throws(SocketError) {
      try address(.localAddress) { bytes throws(Errno) in
        try System.getsockname(descriptor, into: &bytes)
      }
    }
  }

  /// The address of the peer: getpeername(2).
  ///
  /// - Throws: `.notConnected`.
  public var peerAddress: SocketAddress {
    get throws(SocketError) {
      try address(.peerAddress) { bytes throws(Errno) in
        try System.getpeername(descriptor, into: &bytes)
      }
    }
  }

  private func address(
    _ operation: SocketError.Operation,
    _ ask: (inout MutableRawSpan) throws(Errno) -> Int
  ) throws(SocketError) -> SocketAddress {
    var storage = AddressStorage()
    do throws(Errno) {
      try storage.fill(ask)
    } catch {
      throw SocketError(Code(error), operation: operation)
    }
    guard let address = storage.address else {
      throw SocketError(.malformedAnswer, operation: operation)
    }
    return address
  }

  /// Family, type and protocol of a descriptor, those given or the kernel's.
  static func identity(
    of descriptor: borrowing FileDescriptor,
    _ family: AddressFamily?,
    _ type: SocketType?,
    _ protocolNumber: ProtocolNumber?
  ) throws(Errno) -> (family: AddressFamily, type: SocketType, protocolNumber: ProtocolNumber) {
    // Asked even where nothing is missing: it tells whether the descriptor is a socket at all.
    var storage = AddressStorage()
    try storage.fill { bytes throws(Errno) in try System.getsockname(descriptor, into: &bytes) }
    let foundType = if let type { type.rawValue } else { try number(descriptor, SO_TYPE) }
    let foundProtocol =
      if let protocolNumber { protocolNumber.rawValue } else { try number(descriptor, SO_PROTOCOL) }
    return (
      family ?? storage.address?.family ?? .unspecified,
      SocketType(rawValue: foundType),
      ProtocolNumber(rawValue: foundProtocol)
    )
  }

  private static func number(
    _ descriptor: borrowing FileDescriptor,
    _ name: Int32
  ) throws(Errno) -> Int32 {
    var value: InlineArray<1, Int32> = [0]
    var span = value.mutableSpan
    var bytes = unsafe span.mutableBytes
    _ = try System.getsockopt(descriptor, SOL_SOCKET, name, into: &bytes)
    return value[0]
  }
}
