public import SocketAddresses

extension Resolver {
  /// What a name is resolved for: the hints of getaddrinfo(3).
  public struct Hints: Hashable, Sendable {
    /// Only addresses of this family; `.unspecified` takes all.
    public var family: AddressFamily
    /// Only addresses for this type of socket; nil gives one answer for each type.
    public var type: SocketType?
    /// Only addresses for this protocol; `.automatic` takes all.
    public var protocolNumber: ProtocolNumber
    /// How to look.
    public var flags: Flags

    /// Hints; the default takes everything.
    public init(
      family: AddressFamily = .unspecified,
      type: SocketType? = nil,
      protocolNumber: ProtocolNumber = .automatic,
      flags: Flags = []
    ) {
      self.family = family
      self.type = type
      self.protocolNumber = protocolNumber
      self.flags = flags
    }
  }
}
