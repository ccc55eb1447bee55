/// What is asked of getaddrinfo(3): `struct addrinfo` as hints.
package struct NameQuery: Sendable {
  /// A name or an address as text; nil is the wildcard or loopback address, by the flags.
  package var host: String?
  /// A service's name or a port as text; nil leaves the port 0.
  ///
  /// At least one of `host` and `service` must not be nil.
  package var service: String?
  /// `AI_*`.
  package var flags: Int32
  /// `AF_*`; `AF_UNSPEC` is any.
  package var family: Int32
  /// `SOCK_*`; 0 is any.
  package var type: Int32
  /// `IPPROTO_*`; 0 is any.
  package var protocolNumber: Int32

  package init(
    host: String?,
    service: String?,
    flags: Int32,
    family: Int32,
    type: Int32,
    protocolNumber: Int32
  ) {
    self.host = host
    self.service = service
    self.flags = flags
    self.family = family
    self.type = type
    self.protocolNumber = protocolNumber
  }
}
