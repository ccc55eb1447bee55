/// One answer of getaddrinfo(3).
package struct NameAnswer: Sendable {
  /// `AF_*`.
  package var family: Int32
  /// `SOCK_*`.
  package var type: Int32
  /// `IPPROTO_*`.
  package var protocolNumber: Int32
  /// The host's official name, in the first answer alone and where `AI_CANONNAME` asked for it.
  package var canonicalName: String?
  /// `struct sockaddr`.
  package var address: [UInt8]
}
