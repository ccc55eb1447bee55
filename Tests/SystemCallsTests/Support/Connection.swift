import CPlatform
import SystemCalls

/// Two TCP sockets that are connected over the loopback interface.
struct Connection: ~Copyable {
  let client: FileDescriptor
  let server: FileDescriptor

  init() throws(Errno) {
    let listener = try System.socket(AF_INET, SocketKind.stream, 0)
    try listener.bind(loopbackAddress())
    try System.listen(listener, 1)
    let caller = try System.socket(AF_INET, SocketKind.stream, 0)
    try caller.connect(listener.localAddress())
    let accepted = try listener.accept()
    client = caller
    server = accepted.descriptor
  }
}

/// A connected Unix socket whose peer is gone.
func abandonedSocket() throws(Errno) -> FileDescriptor {
  let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
  return pair.first
}

/// `SOCK_*` as the calls take them.
enum SocketKind {
  static let stream = Int32(SOCK_STREAM.rawValue)
  static let datagram = Int32(SOCK_DGRAM.rawValue)
  static let sequencedPacket = Int32(SOCK_SEQPACKET.rawValue)
}

/// `struct sockaddr_in` of 127.0.0.1; port 0 lets the kernel choose one.
func loopbackAddress(port: UInt16 = 0) -> [UInt8] {
  let family = UInt16(AF_INET)
  let bytes: [UInt16] = [family & 0xFF, family >> 8, port >> 8, port & 0xFF, 127, 0, 0, 1]
  return bytes.map { UInt8($0) } + [UInt8](repeating: 0, count: 8)
}

extension Errno {
  static let isPipe = Errno(rawValue: ESPIPE)
  static let notConnected = Errno(rawValue: ENOTCONN)
  static let notSocket = Errno(rawValue: ENOTSOCK)
}
