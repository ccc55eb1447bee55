internal import CMeasuring
internal import Foundation
internal import Sockets

/// Two connected sockets.
struct Ends {
  var client: SharedSocket
  var server: SharedSocket

  /// A TCP connection on 127.0.0.1.
  static func tcp() throws(SocketError) -> Ends {
    let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
    let client = try Socket(.inet, .stream)
    try client.connect(to: listener.localAddress)
    let server = try listener.accept().socket
    try setForMeasuring(client)
    try setForMeasuring(server)
    return Ends(client: SharedSocket(client), server: SharedSocket(server))
  }

  /// Without Nagle's delay, and without pacing, which some congestion controls have (bbr): a figure
  /// then is what the sender can do.
  private static func setForMeasuring(_ socket: borrowing Socket) throws(SocketError) {
    try socket.set(.noDelay, to: true)
    try socket.set(.congestionControl, to: "reno")
  }

  /// A pair of Unix sockets.
  static func unix() throws(SocketError) -> Ends {
    let pair = try Socket.pair()
    return Ends(client: SharedSocket(pair.first), server: SharedSocket(pair.second))
  }

  /// A UDP socket at a free port of the loopback address.
  static func datagrams(_ address: SocketAddress) throws(SocketError) -> Socket {
    let socket = try Socket(address.family, .datagram)
    try socket.bind(to: address)
    return socket
  }
}

/// Runs `body` on a thread of its own, on the given CPU; an error ends the program.
func startThread(on cpu: Int32, _ body: @escaping @Sendable () throws(SocketError) -> Void) {
  Thread.detachNewThread {
    measuring_pin(cpu)
    do throws(SocketError) { try body() } catch {
      print(error)
      exit(1)
    }
  }
}

extension Socket {
  /// Receives until `buffer`, emptied first, is full; false where the stream ends before.
  func fill(_ buffer: inout OutputRawSpan) throws(SocketError) -> Bool {
    buffer.removeAll()
    while !buffer.isFull {
      if try receive(into: &buffer) == 0 { return false }
    }
    return true
  }
}

/// Lends a buffer of `size` bytes, empty, or full of `x` where it is a message to begin with.
func withBuffer(
  _ size: Int,
  isMessage: Bool = false,
  _ body: (inout OutputRawSpan) throws(SocketError) -> Void
) throws(SocketError) {
  let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 4096)
  // SAFETY: the buffer lives until the output span over it has ended.
  defer { unsafe bytes.deallocate() }
  var buffer = unsafe OutputRawSpan(buffer: bytes, initializedCount: 0)
  if isMessage { unsafe buffer.append(repeating: 0x78, count: size, as: UInt8.self) }
  try body(&buffer)
}
