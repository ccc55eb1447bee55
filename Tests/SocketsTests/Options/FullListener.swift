import Sockets

/// What keeps the queue of a listener full, so that whoever else connects gets no answer.
struct FullListener: ~Copyable {
  private let firstInQueue: Socket

  /// Makes the socket, which is bound, a listener whose queue is full.
  static func filling(_ socket: borrowing Socket) throws -> FullListener {
    try socket.listen(backlog: 0)
    let firstInQueue = try Socket(socket.family, socket.type)
    try firstInQueue.connect(to: socket.localAddress)
    _ = try socket.wait(for: .receiving)
    return FullListener(firstInQueue: firstInQueue)
  }
}
