import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServerLimitsTests {
  @Test func `one too many waits until another has left`() async throws {
    try await ServerBench.run {
      $0.limits.connections = 1
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let (first, second) = (try await bench.client(), try await bench.client())
      #expect(try await first.roundTrip("first") == "first")
      try await second.write("second")
      await bench.rest()
      #expect(bench.server.connections.count == 1)
      await first.close()
      #expect(try await second.receivedText(of: 6) == "second")
      await second.close()
    }
  }

  @Test func `one too many is told so where the server refuses`() async throws {
    try await ServerBench.run {
      $0.limits.connections = 1
      $0.limits.whenFull = .refuse(answer: Array("busy\n".utf8))
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let (first, second) = (try await bench.client(), try await bench.client())
      #expect(try await first.roundTrip("first") == "first")
      #expect(try await second.receivedText(of: 100) == "busy\n")
      await second.close()
      #expect(bench.log.refusals == [.tooManyConnections])
      await first.close()
      await bench.rest()
      let third = try await bench.client()
      #expect(try await third.roundTrip("third") == "third")
      await third.close()
    }
  }

  @Test func `each peer has its share`() async throws {
    try await ServerBench.run {
      $0.limits.connectionsPerPeer = 2
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let greedy: SocketAddress = .ipv4(try #require(IPv4Address("127.0.0.9")), port: 0)
      let (first, second) = (
        try await bench.client(from: greedy), try await bench.client(from: greedy)
      )
      #expect(try await first.roundTrip("1") == "1")
      #expect(try await second.roundTrip("2") == "2")
      let third = try await bench.client(from: greedy)
      #expect(try await third.receivedText(of: 1) == "")
      let other = try await bench.client()
      #expect(try await other.roundTrip("other") == "other")
      #expect(bench.log.refusals == [.tooManyOfPeer])
      await first.close()
      await bench.rest()
      let fourth = try await bench.client(from: greedy)
      #expect(try await fourth.roundTrip("4") == "4")
      for client in [second, third, other, fourth] { await client.close() }
    }
  }

  @Test func `connections that come too fast are refused`() async throws {
    try await ServerBench.run {
      $0.limits.acceptRate = RateLimit(1, per: .seconds(10), burst: 2)
      $0.limits.whenFull = .refuse()
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let (first, second) = (try await bench.client(), try await bench.client())
      #expect(try await first.roundTrip("1") == "1")
      #expect(try await second.roundTrip("2") == "2")
      let third = try await bench.client()
      #expect(try await third.receivedText(of: 1) == "")
      #expect(bench.log.refusals == [.acceptRate])
      await bench.advance(by: .seconds(10))
      let fourth = try await bench.client()
      #expect(try await fourth.roundTrip("4") == "4")
      for client in [first, second, third, fourth] { await client.close() }
    }
  }

  @Test func `connections that come too fast wait`() async throws {
    try await ServerBench.run {
      $0.limits.acceptRate = RateLimit(1, per: .milliseconds(100), burst: 1)
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let (first, second) = (try await bench.client(), try await bench.client())
      #expect(try await first.roundTrip("1") == "1")
      try await second.write("2")
      await bench.rest()
      #expect(bench.server.connections.count == 1)
      await bench.advance(by: .milliseconds(100))
      #expect(try await second.receivedText(of: 1) == "2")
      for client in [first, second] { await client.close() }
    }
  }

  @Test func `networks that are denied are closed unheard`() async throws {
    let denied = try #require(IPNetwork("127.0.0.8/29"))
    try await ServerBench.run {
      $0.rules = NetworkRules(denied: [denied])
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let bad = try await bench.client(
        from: .ipv4(try #require(IPv4Address("127.0.0.9")), port: 0)
      )
      #expect(try await bad.receivedText(of: 1) == "")
      let good = try await bench.client()
      #expect(try await good.roundTrip("good") == "good")
      #expect(bench.log.refusals == [.networkDenied])
      for client in [bad, good] { await client.close() }
    }
  }

  @Test func `a client that is silent for too long is given up`() async throws {
    let errors = Note<[SocketError.Code]>([])
    try await ServerBench.run {
      $0.limits.idleTimeout = .seconds(5)
    } handler: { connection in
      do { try await echo(connection) } catch let error as SocketError {
        errors.change { $0.append(error.code) }
      }
    } body: { bench in
      let client = try await bench.client()
      for text in ["one", "two", "three"] {
        #expect(try await client.roundTrip(text) == text)
        await bench.advance(by: .seconds(4))
      }
      #expect(errors.value == [])
      await bench.advance(by: .seconds(1))
      #expect(errors.value == [.timedOut])
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
    }
  }

  @Test func `a connection may last so long and no longer`() async throws {
    let errors = Note<[SocketError.Code]>([])
    try await ServerBench.run {
      $0.limits.lifetime = .seconds(60)
    } handler: { connection in
      do { try await echo(connection) } catch let error as SocketError {
        errors.change { $0.append(error.code) }
      }
    } body: { bench in
      let client = try await bench.client()
      for _ in 0..<5 {
        #expect(try await client.roundTrip("more") == "more")
        await bench.advance(by: .seconds(11))
      }
      #expect(errors.value == [])
      await bench.advance(by: .seconds(5))
      #expect(errors.value == [.timedOut])
      await client.close()
    }
  }

  @Test func `a handler changes how long it waits`() async throws {
    try await ServerBench.run {
      $0.limits.idleTimeout = .seconds(5)
    } handler: { connection in
      await connection.setIdleTimeout(.seconds(50))
      try await echo(connection)
    } body: { bench in
      let client = try await bench.client()
      #expect(try await client.roundTrip("one") == "one")
      await bench.advance(by: .seconds(49))
      #expect(try await client.roundTrip("two") == "two")
      await bench.advance(by: .seconds(50))
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
    }
  }

  @Test func `memory for buffers is counted until the connection ends`() async throws {
    let answers = Note<[Bool]>([])
    try await ServerBench.run {
      $0.limits.bufferBytes = 100
    } handler: { connection in
      answers.change { $0.append(connection.reserve(60)) }
      try await echo(connection)
    } body: { bench in
      let (first, second) = (try await bench.client(), try await bench.client())
      #expect(try await first.roundTrip("1") == "1")
      #expect(try await second.roundTrip("2") == "2")
      #expect(answers.value == [true, false])
      for client in [first, second] { await client.close() }
      await bench.rest()
      let third = try await bench.client()
      #expect(try await third.roundTrip("3") == "3")
      #expect(answers.value == [true, false, true])
      await third.close()
    }
  }
}
