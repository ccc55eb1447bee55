import Sockets

/// A kind of socket that an option is tried on.
enum OptionSubject: String, Sendable, CaseIterable {
  case tcp
  case tcpOverIPv6
  case udp
  case udpOverIPv6
  case icmp
  case unixStream
  case unixDatagram

  func open() throws(SocketError) -> Socket {
    switch self {
    case .tcp: try Socket(.inet, .stream)
    case .tcpOverIPv6: try Socket(.inet6, .stream)
    case .udp: try Socket(.inet, .datagram)
    case .udpOverIPv6: try Socket(.inet6, .datagram)
    case .icmp: try Socket(.inet, .raw, protocol: .icmp)
    case .unixStream: try Socket(.unix, .stream)
    case .unixDatagram: try Socket(.unix, .datagram)
    }
  }
}
