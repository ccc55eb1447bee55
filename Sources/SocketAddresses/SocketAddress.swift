/// Where a socket is bound or connected: the address that bind(2), connect(2), sendto(2) and
/// accept(2) deal in, C's `struct sockaddr`.
///
/// IPv4, IPv6 and Unix addresses are typed. Every other family is carried as its number and its
/// bytes, unharmed in both directions. Addresses of the IP families allocate no memory.
public struct SocketAddress: Hashable, Sendable {
  /// The largest flow label of IPv6, which has 20 bits (RFC 6437).
  public static let flowInformationMax: UInt32 = 0xf_ffff

  let storage: Storage

  enum Storage: Hashable, Sendable {
    case inet(IPv4Address, port: UInt16)
    case inet6(IPv6Address, port: UInt16, scopeID: UInt32, flowInformation: UInt32)
    case unix(UnixAddress)
    case other(AddressFamily, [UInt8])
  }

  init(storage: Storage) {
    self.storage = storage
  }

  /// An IPv4 address and a port, C's `struct sockaddr_in` (ip(7)).
  ///
  /// Port 0 asks bind(2) for a free port.
  public init(_ address: IPv4Address, port: UInt16) {
    storage = .inet(address, port: port)
  }

  /// An IPv6 address and a port, C's `struct sockaddr_in6` (ipv6(7)).
  ///
  /// Port 0 asks bind(2) for a free port.
  ///
  /// The scope id is the number of a network interface, which a link-local address needs to have a
  /// meaning; 0 is none.
  public init(_ address: IPv6Address, port: UInt16, scopeID: UInt32 = 0) {
    storage = .inet6(address, port: port, scopeID: scopeID, flowInformation: 0)
  }

  /// An IPv6 address and a port with a flow label (RFC 6437), for a socket with the option
  /// `IPV6_FLOWINFO_SEND`; 0 is none.
  ///
  /// Throws ``AddressError/flowInformationOutOfRange(_:)`` above ``flowInformationMax``.
  public init(
    _ address: IPv6Address,
    port: UInt16,
    scopeID: UInt32 = 0,
    flowInformation: UInt32
  ) throws(AddressError) {
    guard flowInformation <= Self.flowInformationMax else {
      throw .flowInformationOutOfRange(flowInformation)
    }
    storage = .inet6(
      address,
      port: port,
      scopeID: scopeID,
      flowInformation: flowInformation
    )
  }

  /// An IPv4 or IPv6 address and a port, without scope id and flow label.
  ///
  /// Port 0 asks bind(2) for a free port.
  public init(_ address: IPAddress, port: UInt16) {
    switch address {
    case .v4(let address): self.init(address, port: port)
    case .v6(let address): self.init(address, port: port)
    }
  }

  /// The address of a Unix socket, C's `struct sockaddr_un` (unix(7)).
  public init(_ unix: UnixAddress) {
    storage = .unix(unix)
  }

  /// An address of any family: what follows the family field in the structure that the family's
  /// manual page describes, in its byte order.
  ///
  /// For the families that have a typed form the bytes are read as such, so that one address is
  /// one value: `sin_zero` is ignored, and bytes after the structure too.
  ///
  /// Throws ``AddressError/familyOutOfRange(_:)`` if the family's number does not fit in 16 bits,
  /// ``AddressError/tooLong(bytes:)`` above ``bytesMax``, and ``AddressError/malformed(_:)`` if the
  /// bytes are too few or no address of a typed family.
  public init(family: AddressFamily, bytes: [UInt8]) throws(AddressError) {
    guard UInt16(exactly: family.rawValue) != nil else {
      throw .familyOutOfRange(family.rawValue)
    }
    guard bytes.count <= Self.bytesMax else { throw .tooLong(bytes: bytes.count) }
    let encoded = Self(storage: .other(family, bytes))
    let address = encoded.withEncodedBytes { Self(encoded: $0) }
    guard let address else { throw .malformed(family) }
    self = address
  }

  /// The same address with another port; an address that has no port is returned as it is.
  public func withPort(_ port: UInt16) -> Self {
    switch storage {
    case .inet(let address, _):
      Self(storage: .inet(address, port: port))
    case .inet6(let address, _, let scope, let flow):
      Self(storage: .inet6(address, port: port, scopeID: scope, flowInformation: flow))
    case .unix, .other:
      self
    }
  }
}

extension SocketAddress {
  /// The address of no family, `AF_UNSPEC`: a datagram socket that is connected to it loses its
  /// peer and can send to anyone again (connect(2)).
  public static let noPeer = Self(storage: .other(.unspecified, []))

  /// An IPv4 address and a port: `.ipv4(.loopback, port: 80)`.
  ///
  /// Port 0 asks bind(2) for a free port.
  public static func ipv4(_ address: IPv4Address, port: UInt16) -> Self {
    Self(address, port: port)
  }

  /// An IPv6 address and a port: `.ipv6(.any, port: 80)`.
  ///
  /// Port 0 asks bind(2) for a free port; the scope id is the number of a network interface, 0 for
  /// none.
  public static func ipv6(_ address: IPv6Address, port: UInt16, scopeID: UInt32 = 0) -> Self {
    Self(address, port: port, scopeID: scopeID)
  }

  /// The Unix socket at a path: `.unix(path: "/run/echo.sock")`.
  ///
  /// Throws as ``UnixAddress/init(path:)-(String)``.
  public static func unix(path: String) throws(AddressError) -> Self {
    Self(try UnixAddress(path: path))
  }

  /// The Unix socket of an abstract name.
  ///
  /// Throws as ``UnixAddress/init(abstractName:)-(String)``.
  public static func unix(abstractName: String) throws(AddressError) -> Self {
    Self(try UnixAddress(abstractName: abstractName))
  }
}
