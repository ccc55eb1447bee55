import AsyncSockets
import SocketAddresses
import Sockets

/// The addresses to listen at for an endpoint.
enum IPAddresses {
  /// Looks up all addresses of a name, each once.
  ///
  /// - Throws: as `AsyncResolver.addresses(of:type:flags:)`.
  static func toBind(
    _ endpoint: Endpoint,
    _ type: SocketType
  ) async throws(SocketError) -> [SocketAddress] {
    if let address = endpoint.address { return [address] }
    let found = try await AsyncResolver.shared.addresses(of: endpoint, type: type, flags: .passive)
    var addresses: [SocketAddress] = []
    for address in found.map(\.address) where !addresses.contains(address) {
      addresses.append(address)
    }
    return addresses
  }

  /// Whether a socket at the address is to take IPv4 as well: where the user has written `[::]`,
  /// and not where both wildcards were found for a name.
  static func isDualStack(_ endpoint: Endpoint) -> Bool {
    endpoint.address?.ip == .v6(.any)
  }
}
