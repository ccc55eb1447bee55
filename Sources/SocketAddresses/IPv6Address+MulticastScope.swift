extension IPv6Address {
  /// How far a packet to a group travels: the four scope bits of a multicast address (RFC 4291
  /// §2.7, RFC 7346).
  ///
  /// Scopes are ordered from the narrowest to the widest.
  public struct MulticastScope: RawRepresentable, Hashable, Comparable, Sendable {
    /// The four bits as a number, 0 to 15.
    ///
    /// Numbers without a name here are free for administrators or reserved.
    public let rawValue: UInt8

    /// The scope with the given number, `nil` above 15.
    public init?(rawValue: UInt8) {
      guard rawValue <= 0xf else { return nil }
      self.rawValue = rawValue
    }

    private init(_ bits: UInt8) {
      rawValue = bits
    }

    /// Within the machine: scope 1.
    public static let interfaceLocal = Self(0x1)

    /// On the link: scope 2.
    public static let linkLocal = Self(0x2)

    /// Within a realm, such as one mesh network: scope 3.
    public static let realmLocal = Self(0x3)

    /// As far as an administrator has configured: scope 4.
    public static let adminLocal = Self(0x4)

    /// Within one site: scope 5.
    public static let siteLocal = Self(0x5)

    /// Within the sites of one organization: scope 8.
    public static let organizationLocal = Self(0x8)

    /// Everywhere: scope 14.
    public static let global = Self(0xe)

    /// Whether the first scope is narrower.
    public static func < (first: Self, second: Self) -> Bool {
      first.rawValue < second.rawValue
    }
  }
}
