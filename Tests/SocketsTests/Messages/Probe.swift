import Sockets

/// The end of a Unix pair whose other end was sent away, and which tells whether that is still open
/// somewhere.
struct Probe: ~Copyable {
  private let end: Socket

  /// Sends a byte with an end of a new pair as often as `count` says, and closes it here.
  static func sent(
    through socket: borrowing Socket,
    count: Int,
    alongWith others: [ControlMessage] = []
  ) throws(SocketError) -> Probe {
    let ends = try Socket.pair()
    let numbers = [Int32](repeating: ends.first.fileDescriptor, count: count)
    try socket.sendMessage([1], control: others + [.descriptors(numbers)])
    try ends.second.setTimeout(.zero)
    return Probe(end: ends.second)
  }

  /// Whether nobody has the other end any more.
  func isClosed() throws(SocketError) -> Bool {
    do throws(SocketError) {
      return try end.receive(atMost: 1).isEmpty
    } catch {
      guard error.code == .wouldBlock else { throw error }
      return false
    }
  }
}

extension Socket {
  /// A Unix pair that gives up when nothing arrives.
  static func patientPair(_ type: SocketType = .stream) throws(SocketError) -> SocketPair {
    let pair = try Socket.pair(type)
    try pair.first.setTimeout(.seconds(10))
    try pair.second.setTimeout(.seconds(10))
    return pair
  }
}
