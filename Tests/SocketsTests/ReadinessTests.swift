import CPlatform
import Sockets
import TestSupport
import Testing

struct ReadinessTests {
  @Test func `events are the numbers of C`() {
    let events: [(Readiness, Int32)] = [
      (.receiving, POLLIN), (.sending, POLLOUT), (.outOfBand, POLLPRI), (.peerFinished, 0x2000),
      (.error, POLLERR), (.hangUp, POLLHUP), (.notOpen, POLLNVAL),
    ]
    for (event, number) in events { #expect(Int32(event.rawValue) == number) }
  }

  @Test func `a socket tells what it is ready for of what was asked`() throws {
    let pair = try Socket.pair()
    #expect(try pair.first.wait(for: [.receiving, .sending], timeout: .zero) == .sending)
    #expect(try pair.first.wait(for: .receiving, timeout: .zero) == [])
    try pair.second.send([1])
    #expect(try pair.first.wait(for: .receiving) == .receiving)
    #expect(try pair.first.wait(for: [.receiving, .sending]) == [.receiving, .sending])
  }

  @Test func `the end of a stream can be received and is told`() throws {
    let pair = try Socket.pair()
    try pair.second.shutdown(.sending)
    #expect(try pair.first.wait(for: .receiving) == .receiving)
    #expect(try pair.first.wait(for: [.receiving, .peerFinished]) == [.receiving, .peerFinished])
    try pair.second.shutdown(.receiving)
    #expect(try pair.first.wait(for: [], timeout: .zero) == .hangUp)
  }

  @Test func `a refused connection is an error and a hang-up`() async throws {
    let ready = try await onThread { () -> Readiness in
      let taken = try Socket(.inet, .stream)
      try taken.bind(to: .ipv4(.loopback, port: 0))
      let socket = try Socket(.inet, .stream)
      try socket.setTimeout(.zero)
      _ = socket.connectStatus(to: try taken.localAddress)
      return try socket.wait(for: .sending, timeout: .seconds(10))
    }
    #expect(ready == [.sending, .error, .hangUp])
  }

  @Test func `a listener is ready when a connection waits`() async throws {
    let ready = try await onThread { () -> [Readiness] in
      let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
      let before = try listener.wait(for: .receiving, timeout: .zero)
      let client = try Socket(.inet, .stream)
      try client.connect(to: listener.localAddress)
      return [before, try listener.wait(for: .receiving, timeout: .seconds(10))]
    }
    #expect(ready == [[], .receiving])
  }

  @Test func `a wait does not heed the socket's own timeout`() async throws {
    let waited = try await onThread { () -> Duration in
      let pair = try Socket.pair()
      try pair.first.setTimeout(.zero)
      let start = ContinuousClock.now
      _ = try pair.first.wait(for: .receiving, timeout: .milliseconds(20))
      return ContinuousClock.now - start
    }
    #expect(waited >= .milliseconds(20))
  }
}
