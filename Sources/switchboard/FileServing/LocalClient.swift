import SocketAddresses

/// How a client on this machine reaches a server.
enum LocalClient {
  /// The address to write into a URL: loopback where the server takes any.
  static func address(of bound: SocketAddress) -> String {
    guard let port = bound.port else { return bound.description }
    return switch bound.ip {
    case .v4(.any): "127.0.0.1:\(port)"
    case .v6(.any): "[::1]:\(port)"
    default: bound.description
    }
  }
}
