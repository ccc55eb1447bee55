import Sockets
import TestSupport
import Testing

struct TCPInformationTests {
  @Test func `a connection goes through its states`() async throws {
    let states = try await onThread { () -> [TCPState] in
      var states: [TCPState] = []
      let listener = try Socket(.inet, .stream)
      states.append(try listener[.information].state)
      try listener.bind(to: .ipv4(.loopback, port: 0))
      try listener.listen()
      states.append(try listener[.information].state)
      let client = try Socket(.inet, .stream)
      try client.connect(to: listener.localAddress)
      states.append(try client[.information].state)
      let server = try listener.accept().socket
      states.append(try server[.information].state)
      try client.shutdown(.sending)
      states.append(try settled(client, at: .finWait2))
      states.append(try settled(server, at: .closeWait))
      try server.shutdown(.sending)
      states.append(try settled(server, at: .closed))
      // TIME-WAIT is kept without the socket, which is done.
      states.append(try settled(client, at: .closed))
      return states
    }
    #expect(
      states == [
        .closed, .listen, .established, .established, .finWait2, .closeWait, .closed, .closed,
      ]
    )
  }

  @Test func `a connect that nobody answers is in SYN-SENT`() async throws {
    let state = try await onThread { () -> TCPState in
      let listener = try Socket(.inet, .stream)
      try listener.bind(to: .ipv4(.loopback, port: 0))
      let full = try FullListener.filling(listener)
      let client = try Socket(.inet, .stream)
      try client.setTimeout(.zero)
      _ = client.connectStatus(to: try listener.localAddress)
      let state = try client[.information].state
      _ = consume full
      return state
    }
    #expect(state == .synSent)
  }

  @Test func `bytes that nobody reads keep a closed side in FIN-WAIT-1`() async throws {
    let states = try await onThread { () -> [TCPState] in
      let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
      let client = try Socket(.inet, .stream)
      try client.connect(to: listener.localAddress)
      let server = try listener.accept().socket
      try client.setTimeout(.zero)
      // What the peer's window has no room for stays here, and the end behind it.
      while failure(of: { try client.send([UInt8](repeating: 0, count: 65_536)) }) == nil {}
      try client.shutdown(.sending)
      return [try client[.information].state, try server[.information].state]
    }
    #expect(states == [.finWait1, .established])
  }

  @Test func `a listener tells how many connections wait and may wait`() async throws {
    let information = try await onThread { () -> [TCPInformation] in
      let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0), backlog: 7)
      let before = try listener[.information]
      let client = try Socket(.inet, .stream)
      try client.connect(to: listener.localAddress)
      // The server's side is in the queue once the client's last acknowledgement has arrived.
      _ = try listener.wait(for: .receiving)
      return [before, try listener[.information]]
    }
    #expect(information.map(\.selectivelyAcknowledgedSegmentCount) == [7, 7])
    #expect(information.map(\.unacknowledgedSegmentCount) == [0, 1])
  }

  @Test func `a connection counts what went through it`() async throws {
    let (client, server) = try await onThread { () -> (TCPInformation, TCPInformation) in
      let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
      let client = try Socket(.inet, .stream)
      try client.set(.segmentBytesMax, to: 1000)
      try client.connect(to: listener.localAddress)
      let server = try listener.accept().socket
      try client.sendAll([UInt8](repeating: 1, count: 5000))
      var rest = 5000
      while rest > 0 { rest -= try server.receive(atMost: rest).count }
      try server.sendAll([1])
      _ = try client.receive(atMost: 1)
      return (try client[.information], try server[.information])
    }
    #expect(client.advertisedSegmentBytes > 0)
    #expect(client.sendSegmentBytes <= 1000)
    #expect(client.pathBytesMax >= 576)
    #expect(client.congestionWindowSegmentCount > 0)
    #expect(client.roundTripTime > .zero)
    #expect(client.retransmitTimeout > client.roundTripTime)
    #expect(client.totalRetransmitCount == 0)
    #expect(client.unacknowledgedSegmentCount == 0)
    // One more than was sent: the beginning of the connection counts as a byte.
    #expect(client.bytesAcknowledged.map { $0 == 5001 } ?? true)
    #expect(client.bytesSent.map { $0 == 5000 } ?? true)
    #expect(client.bytesReceived.map { $0 == 1 } ?? true)
    #expect(client.unsentBytes.map { $0 == 0 } ?? true)
    #expect(client.bytesRetransmitted.map { $0 == 0 } ?? true)
    #expect(client.peerWindowBytes.map { $0 > 0 } ?? true)
    #expect(server.bytesReceived.map { $0 == 5000 } ?? true)
    #expect(server.receiveSegmentBytes <= 1000)
  }
}

/// The state of the socket once it is `state`, or what it is when that has taken too long.
private func settled(_ socket: borrowing Socket, at state: TCPState) throws -> TCPState {
  let patience = ContinuousClock.now + .seconds(10)
  while try socket[.information].state != state, ContinuousClock.now < patience {
    // An acknowledgement is no event to wait for.
    _ = try socket.wait(for: .outOfBand, timeout: .milliseconds(1))
  }
  return try socket[.information].state
}
