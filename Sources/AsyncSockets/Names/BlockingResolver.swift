package import Sockets

/// The functions by which an `AsyncResolver` asks, which block.
package struct BlockingResolver: Sendable {
  /// What getaddrinfo(3) is asked.
  package struct AddressQuery: Hashable, Sendable {
    package var host: String?
    package var service: String?
    package var hints: Resolver.Hints
  }

  /// What getnameinfo(3) is asked.
  package struct NameQuery: Hashable, Sendable {
    package var address: SocketAddress
    package var flags: Resolver.NameFlags
  }

  package var addresses: @Sendable (AddressQuery) throws(SocketError) -> [ResolvedAddress]
  package var names: @Sendable (NameQuery) throws(SocketError) -> (host: String, service: String)
}

extension BlockingResolver {
  /// The system's.
  package static let system = BlockingResolver(
    addresses: { query throws(SocketError) in
      try Resolver.addresses(of: query.host, service: query.service, hints: query.hints)
    },
    names: { query throws(SocketError) in
      try Resolver.names(of: query.address, flags: query.flags)
    }
  )
}

extension BlockingResolver.AddressQuery {
  /// Whether nobody has to be asked: the host is an address, and the service a number or none.
  var isNumeric: Bool {
    guard let host, let endpoint = try? Endpoint(host: host, port: 0) else { return false }
    let isNumber = service?.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return endpoint.address != nil && isNumber != false
  }
}
