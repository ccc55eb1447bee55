/// What a server can speak where it listens; the text is what it prints.
enum Transport: String, Hashable, Sendable, CaseIterable {
  case tcp
  /// TLS over TCP.
  case tls
  case udp
  /// A stream.
  case unix
  case unixDatagram = "unix-datagram"
  /// Packets in order, on a connection.
  case unixSequencedPackets = "unix-seqpacket"
  /// Files, with TLS for who asks for it.
  case ftp
  /// Files over TLS.
  case ftps
}
