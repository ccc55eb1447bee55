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
    // SAFETY: the buffer has as many bytes, is initialised and is never freed.
    let memory = unsafe UnsafeRawBufferPointer(start: measuring_buffer(run.size), count: run.size)
    let bytes = unsafe memory.bytes
    let start = measuring_now()
    for _ in 0..<run.count { try ends.client.socket.sendAll(bytes) }
    _ = try ends.client.socket.receive(atMost: 1)
    measuring_report(run.size * run.count, start)
  }

  private func files() throws(SocketError) {
    let ends = try Ends.tcp()
    let file = FileDescriptor(owning: measuring_file(run.size))
    startReceiver(ends.server, drops: true)
    let start = measuring_now()
    for _ in 0..<run.count { try ends.client.socket.sendFile(file) }
    _ = try ends.client.socket.receive(atMost: 1)
    measuring_report(run.size * run.count, start)
  }

  /// Pins both ends and starts the one that takes all there is, then answers one byte.
  ///
  /// Where it drops the bytes in the kernel it is the other program's own code: what is measured
  /// then is the sender.
  private func startReceiver(_ end: SharedSocket, drops: Bool = false) {
    let total = run.size * run.count
    startThread(on: run.serverCPU) { () throws(SocketError) in
      if drops { measuring_drop(end.socket.fileDescriptor, total) }
      try receive(drops ? 0 : total, from: end.socket)
    }
    measuring_pin(run.clientCPU)
  }

  private func receive(_ total: Int, from socket: borrowing Socket) throws(SocketError) {
    try withBuffer(1 << 16) { buffer throws(SocketError) in
      var left = total
      while left > 0 {
        buffer.removeAll()
        let count = try socket.receive(into: &buffer)
        guard count > 0 else { throw SocketError(.malformedAnswer, operation: .receive) }
        left -= count
      }
      try socket.sendAll("x")
    }
  }
}
