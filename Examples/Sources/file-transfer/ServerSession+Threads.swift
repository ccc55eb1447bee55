import Sockets

extension ServerSession {
  /// Does what the client asks until it leaves, on this thread.
  ///
  /// - Parameters:
  ///   - socket: the client's.
  ///   - quiet: the silence that ends an instruction.
  /// - Throws: what the session throws, and what its steps do.
  mutating func run(over socket: borrowing Socket, quiet: Duration) throws {
    while true {
      switch try next() {
      case .receive(let bytesMax, let untilQuiet):
        if untilQuiet, try socket.wait(for: .receiving, timeout: quiet) == [] {
          takeSilence()
        } else {
          take(try socket.receive(atMost: bytesMax))
        }
      case .send(let bytes, let endsSegment):
        try socket.sendAll(bytes, flags: endsSegment ? .endOfRecord : [])
      case .sendFile(let file, let count):
        let sent = try socket.sendFile(file.descriptor, count: count)
        guard sent == count else { throw file.shortened }
      case .work(let body): take(try body())
      case .end: return
      }
    }
  }
}
