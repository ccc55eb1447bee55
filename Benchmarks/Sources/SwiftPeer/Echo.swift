internal import CMeasuring
internal import Sockets

/// Round trips: a client sends a message and waits for the same from a server on its own thread.
struct Echo: Sendable {
  var run: Run

  /// Runs a mode and returns true, or returns false for one that is not its own.
  func measure() throws(SocketError) -> Bool {
    switch run.mode {
    case "echo-tcp": try streams(.tcp())
    case "echo-unix": try streams(.unix())
    case "echo-udp": try datagrams()
    default: return false
    }
    return true
  }

  private func streams(_ ends: Ends) throws(SocketError) {
    startThread(on: run.serverCPU) { () throws(SocketError) in
      try serve(ends.server.socket)
    }
    measuring_pin(run.clientCPU)
    try withBuffer(run.size, isMessage: true) { buffer throws(SocketError) in
      try roundTrips(run.count / 10, over: ends.client.socket, &buffer)
      let start = measuring_now()
      try roundTrips(run.count, over: ends.client.socket, &buffer)
      measuring_report(run.count, start)
    }
  }

  private func serve(_ socket: borrowing Socket) throws(SocketError) {
    try withBuffer(run.size) { buffer throws(SocketError) in
      while try socket.fill(&buffer) { try socket.sendAll(buffer.bytes) }
    }
  }

  private func roundTrips(
    _ count: Int,
    over socket: borrowing Socket,
    _ buffer: inout OutputRawSpan
  ) throws(SocketError) {
    for _ in 0..<count {
      try socket.sendAll(buffer.bytes)
      guard try socket.fill(&buffer) else {
        throw SocketError(.malformedAnswer, operation: .receive)
      }
    }
  }
}

// The same with datagrams.
extension Echo {
  private func datagrams() throws(SocketError) {
    let server = SharedSocket(try Ends.datagrams(.ipv4(.loopback, port: 0)))
    let client = try Ends.datagrams(.ipv4(.loopback, port: 0))
    startThread(on: run.serverCPU) { () throws(SocketError) in
      try serveDatagrams(server.socket)
    }
    measuring_pin(run.clientCPU)
    let peer = try server.socket.localAddress
    try withBuffer(run.size, isMessage: true) { buffer throws(SocketError) in
      try roundTrips(run.count / 10, over: client, to: peer, &buffer)
      let start = measuring_now()
      try roundTrips(run.count, over: client, to: peer, &buffer)
      measuring_report(run.count, start)
    }
  }

  private func serveDatagrams(_ socket: borrowing Socket) throws(SocketError) {
    try withBuffer(run.size) { buffer throws(SocketError) in
      while true {
        buffer.removeAll()
        guard let sender = try socket.receiveFrom(into: &buffer).sender else {
          throw SocketError(.malformedAnswer, operation: .receive)
        }
        try socket.send(buffer.bytes, to: sender)
      }
    }
  }

  private func roundTrips(
    _ count: Int,
    over socket: borrowing Socket,
    to peer: SocketAddress,
    _ buffer: inout OutputRawSpan
  ) throws(SocketError) {
    for _ in 0..<count {
      try socket.send(buffer.bytes, to: peer)
      buffer.removeAll()
      guard try socket.receiveFrom(into: &buffer).count == run.size else {
        throw SocketError(.malformedAnswer, operation: .receive)
      }
    }
  }
}
