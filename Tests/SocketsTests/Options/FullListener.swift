import Sockets

/// A listener whose queue is full: whoever else connects gets no answer.
struct FullListener: ~Copyable {
  private let listener: Socket
  private let firstInQueue: Socket
  /// Where it listens.
  let address: SocketAddress

  /// Listens at `address` and fills the queue.
  static func listening(at address: SocketAddress) throws(SocketError) -> FullListener {
    let listener = try Socket.createServer(at: address, backlog: 0)
    let bound = try listener.localAddress
    let firstInQueue = try Socket(address.family, .stream)
    try firstInQueue.connect(to: bound)
    _ = try listener.wait(for: .receiving)
    return FullListener(listener: listener, firstInQueue: firstInQueue, address: bound)
  }
}
