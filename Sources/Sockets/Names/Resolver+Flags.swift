internal import CPlatform

extension Resolver {
  /// How names are resolved: `AI_*` of getaddrinfo(3).
  public struct Flags: OptionSet, Hashable, Sendable {
    /// `AI_*` bits.
    public let rawValue: Int32

    /// Flags by their bits.
    public init(rawValue: Int32) {
      self.rawValue = rawValue
    }

    /// `AI_ADDRCONFIG`: only families that this host has an address of.
    public static let configuredFamilies = Flags(rawValue: AI_ADDRCONFIG)
    /// `AI_ALL`, with `.mapIPv4`: IPv6 addresses and mapped ones too.
    public static let all = Flags(rawValue: AI_ALL)
    /// `AI_CANONNAME`: tell the official name.
    public static let canonicalName = Flags(rawValue: AI_CANONNAME)
    /// `AI_NUMERICHOST`: the host is an address; ask no one.
    public static let numericHost = Flags(rawValue: AI_NUMERICHOST)
    /// `AI_NUMERICSERV`: the service is a port number.
    public static let numericService = Flags(rawValue: AI_NUMERICSERV)
    /// `AI_PASSIVE`: to bind: no host is the wildcard, not loopback.
    public static let passive = Flags(rawValue: AI_PASSIVE)
    /// `AI_V4MAPPED`: for IPv6, mapped IPv4 addresses where there are no others.
    public static let mapIPv4 = Flags(rawValue: AI_V4MAPPED)
  }

  /// How addresses are turned into names: `NI_*` of getnameinfo(3).
  public struct NameFlags: OptionSet, Hashable, Sendable {
    /// `NI_*` bits.
    public let rawValue: Int32

    /// Flags by their bits.
    public init(rawValue: Int32) {
      self.rawValue = rawValue
    }

    /// `NI_DGRAM`: the service's name for datagrams.
    public static let datagram = NameFlags(rawValue: NI_DGRAM)
    /// `NI_NAMEREQD`: fail where there is no name.
    public static let nameRequired = NameFlags(rawValue: NI_NAMEREQD)
    /// `NI_NOFQDN`: for hosts of this domain the first label alone.
    public static let localName = NameFlags(rawValue: NI_NOFQDN)
    /// `NI_NUMERICHOST`: the address as it is; ask no one.
    public static let numericHost = NameFlags(rawValue: NI_NUMERICHOST)
    /// `NI_NUMERICSERV`: the port as it is.
    public static let numericService = NameFlags(rawValue: NI_NUMERICSERV)
  }
}
