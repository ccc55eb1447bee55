public import SocketAddresses

/// A datagram that a `DatagramServer` has received.
public struct Datagram: Hashable, Sendable {
  /// What it says; may be empty.
  public var bytes: [UInt8]
  /// Who sent it; nil for a Unix sender without an address, which cannot be answered.
  ///
  /// Anybody can
  /// pretend to be the sender of a UDP datagram.
  public var sender: SocketAddress?
  /// The address that it was sent to, of a server that is bound to the wildcard; nil for others,
  /// whose own address it is.
  public var destination: IPAddress?

  /// A datagram, for tests of what is done with one.
  ///
  /// - Parameters:
  ///   - bytes: what it says.
  ///   - sender: who sent it.
  ///   - destination: the address that it was sent to.
  public init(bytes: [UInt8], sender: SocketAddress? = nil, destination: IPAddress? = nil) {
    self.bytes = bytes
    self.sender = sender
    self.destination = destination
  }
}
