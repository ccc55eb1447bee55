import SocketAddresses

/// Where a server listens: a protocol and an address, as users write them.
enum ListenAddress: Hashable, Sendable {
  /// `HOST:PORT` and `tcp://HOST:PORT`.
  case tcp(Endpoint)
  /// `tls://HOST:PORT`.
  case tls(Endpoint)
  /// `udp://HOST:PORT`.
  case udp(Endpoint)
  /// `unix:/PATH` and `unix-abstract:NAME`: a stream.
  case unix(UnixAddress)
  /// `unix-datagram:/PATH`.
  case unixDatagram(UnixAddress)
  /// `unix-seqpacket:/PATH`: sequenced packets.
  case unixSequencedPackets(UnixAddress)

  /// All forms, for help.
  static let forms = """
    ADDRESS is HOST:PORT or tcp://HOST:PORT, tls://HOST:PORT, udp://HOST:PORT, unix:/PATH, \
    unix-abstract:NAME, unix-datagram:/PATH or unix-seqpacket:/PATH. HOST is a name, of which \
    all addresses are taken, an IPv4 address, or an IPv6 address in brackets; [::] takes IPv4 \
    too. Port 0 is a free one. In a path \\\\ is a backslash and \\xHH a byte.
    """

  /// Whether it is one of TLS.
  var isTLS: Bool {
    if case .tls = self { true } else { false }
  }
}
