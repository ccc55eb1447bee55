import SocketAddresses

/// Where a server listens, once it does.
struct BoundAddress: Hashable, Sendable {
  /// What it speaks there.
  var transport: Transport
  /// The socket's address, with the real port where a free one was asked for.
  var address: SocketAddress
}

extension BoundAddress: CustomStringConvertible {
  /// What follows `listening` in the line that a server prints: `tcp 127.0.0.1:7007`,
  /// `unix-datagram unix-datagram:/run/echo`.
  var description: String {
    switch transport {
    case .tcp, .tls, .udp, .unix, .ftp, .ftps: "\(transport.rawValue) \(address)"
    case .unixDatagram, .unixSequencedPackets:
      "\(transport.rawValue) \(transport.rawValue):\(address.description.dropFirst("unix:".count))"
    }
  }
}
