public import SocketAddresses
internal import SystemCalls

extension Socket {
  /// The address the socket is bound to: getsockname(2).
  ///
  /// Before `bind` or `connect` it is the family's wildcard with port 0, or an unnamed Unix
  /// address.
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
}
