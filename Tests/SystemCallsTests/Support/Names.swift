import CPlatform
import SystemCalls

extension NameQuery {
  /// Asks for a stream address of a host, as text that is an address already.
  init(numericHost host: String?, service: String? = nil, flags: Int32 = 0) {
    self.init(
      host: host,
      service: service,
      flags: flags | AI_NUMERICHOST | AI_NUMERICSERV,
      family: AF_UNSPEC,
      type: SocketKind.stream,
      protocolNumber: 0
    )
  }
}

/// getnameinfo(3) with an array instead of a span.
func nameInformation(
  of address: [UInt8],
  flags: Int32
) throws(NameError) -> (host: String, service: String) {
  // SAFETY: bytes are initialised and have no padding.
  try unsafe System.getnameinfo(address.span.bytes, flags: flags)
}
