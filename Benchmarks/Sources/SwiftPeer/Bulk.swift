internal import CMeasuring
internal import Sockets

/// One direction: a sender writes as fast as a receiver on its own thread takes it.
struct Bulk: Sendable {
  var run: Run

  /// Runs a mode and returns true, or returns false for one that is not its own.
  func measure() throws(SocketError) -> Bool {
    switch run.mode {
    case "bulk-tcp": try writes()
    case "send-file": try files()
    default: return false
    }
    return true
  }

  private func writes() throws(SocketError) {
    let ends = try Ends.tcp()
    startReceiver(ends.server)
    let bytes = [UInt8](repeating: 0x78, count: run.size)
    let start = measuring_now()
    for _ in 0..<run.count { try unsafe ends.client.socket.sendAll(bytes.span.bytes) }
    _ = try ends.client.socket.receive(atMost: 1)
    measuring_report(run.size * run.count, start)
  }

  private func files() throws(SocketError) {
    let ends = try Ends.tcp()
    let file = FileDescriptor(owning: measuring_file(run.size))
    startReceiver(ends.server, flags: .truncated)
    let start = measuring_now()
    for _ in 0..<run.count { try ends.client.socket.sendFile(file) }
    _ = try ends.client.socket.receive(atMost: 1)
    measuring_report(run.size * run.count, start)
  }

  /// Pins both ends and starts the one that takes all there is, then answers one byte.
  ///
  /// With the flag `.truncated` the bytes are dropped in the kernel (tcp(7)).
  private func startReceiver(_ end: SharedSocket, flags: MessageFlags = []) {
    let total = run.size * run.count
    startThread(on: run.serverCPU) { () throws(SocketError) in
      try receive(total, from: end.socket, flags)
    }
    measuring_pin(run.clientCPU)
  }

  private func receive(
    _ total: Int,
    from socket: borrowing Socket,
    _ flags: MessageFlags
  ) throws(SocketError) {
    try withBuffer(1 << 16) { buffer throws(SocketError) in
      var left = total
      while left > 0 {
        buffer.removeAll()
        let count = try socket.receive(into: &buffer, flags: flags)
        guard count > 0 else { throw SocketError(.malformedAnswer, operation: .receive) }
        left -= count
      }
      try socket.sendAll(buffer.bytes.extracting(first: 1))
    }
  }
}
