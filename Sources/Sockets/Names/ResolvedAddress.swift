public import SocketAddresses
internal import SystemCalls

/// An address that a name has: one answer of getaddrinfo(3).
public struct ResolvedAddress: Hashable, Sendable {
  /// The address, with the port of the service.
  public var address: SocketAddress
  /// The type of socket to reach it with.
  public var type: SocketType
  /// The protocol to reach it with.
  public var protocolNumber: ProtocolNumber
  /// The official name of the host, at the first answer and only where `.canonicalName` was asked.
  public var canonicalName: String?

  /// Reads an answer; nil where its address cannot be read.
  init?(_ answer: NameAnswer) {
    let address = answer.address.withRawSpan { SocketAddress(encoded: $0) }
    guard let address else { return nil }
    self.address = address
    type = SocketType(rawValue: answer.type)
    protocolNumber = ProtocolNumber(rawValue: answer.protocolNumber)
    canonicalName = answer.canonicalName
  }
}
