import Sockets
import SystemCalls
import TestSupport
import Testing

struct SocketCreateConnectionTests {
  @Test(arguments: [nil, Duration.seconds(10)])
  func `a connection to an address keeps its timeout`(timeout: Duration?) async throws {
    let (kept, peer, address) = try await onThread {
      let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
      let address = try listener.localAddress
      let endpoint = try Endpoint(host: "127.0.0.1", port: address.port ?? 0)
      let socket = try Socket.createConnection(to: endpoint, timeout: timeout)
      return (socket.timeout, try socket.peerAddress, address)
    }
    #expect(kept == timeout)
    #expect(peer == address)
  }

  @Test(.needs(.ipv6Loopback), arguments: [true, false])
  func `each address of the name is tried`(isOverIPv6: Bool) async throws {
    let (peer, expected, record) = try await onThread {
      let ports = try TwoPorts.reserved()
      try ports.listen(overIPv4: !isOverIPv6, overIPv6: isOverIPv6)
      var peer: SocketAddress?
      let record = try FakeKernel.run([]) {
        let socket = try Socket.createConnection(to: ports.endpoint, timeout: .seconds(10))
        peer = try socket.peerAddress
      }
      return (peer, isOverIPv6 ? ports.ipv6Address : ports.ipv4Address, record)
    }
    #expect(peer == expected)
    // The socket of each attempt is closed, the last one's at the end of the scope.
    #expect(record[.socket] == record[.close])
  }

  @Test(.needs(.ipv6Loopback))
  func `every attempt's error is kept and its socket closed`() async throws {
    let (error, endpoint, addresses, record) = try await onThread {
      let ports = try TwoPorts.reserved()
      var error: SocketError?
      let record = FakeKernel.run([]) {
        error = failure { try Socket.createConnection(to: ports.endpoint) }
      }
      return (error, ports.endpoint, [ports.ipv6Address, ports.ipv4Address], record)
    }
    #expect(error?.code == .connectionRefused)
    #expect(error?.endpoint == endpoint)
    #expect(error?.attempts.map(\.code) == [.connectionRefused, .connectionRefused])
    // Which comes first is the resolver's to say.
    #expect(Set(error?.attempts.map(\.address) ?? []) == Set(addresses))
    #expect(error?.address == error?.attempts.last?.address)
    #expect(record[.socket] == 2)
    #expect(record[.close] == 2)
  }

  @Test(.needs(.ipv6Loopback))
  func `the timeout is each attempt's own`() async throws {
    let (error, waited) = try await onThread {
      let ports = try TwoPorts.reserved()
      let first = try FullListener.filling(ports.ipv4)
      let second = try FullListener.filling(ports.ipv6)
      let start = ContinuousClock.now
      let error = failure {
        try Socket.createConnection(to: ports.endpoint, timeout: .milliseconds(20))
      }
      let waited = ContinuousClock.now - start
      _ = consume first
      _ = consume second
      return (error, waited)
    }
    #expect(error?.code == .timedOut)
    #expect(error?.attempts.map(\.code) == [.timedOut, .timedOut])
    #expect(waited >= .milliseconds(40))
  }

  @Test func `a connection comes from the address that was asked for`() async throws {
    let source = SocketAddress.ipv4(IPv4Address(127, 0, 0, 3), port: 0)
    let (local, peer) = try await onThread {
      let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
      let endpoint = try Endpoint(host: "127.0.0.1", port: listener.localAddress.port ?? 0)
      let socket = try Socket.createConnection(to: endpoint, from: source)
      return (try socket.localAddress, try listener.accept().peer)
    }
    #expect(local.ip == source.ip)
    #expect(peer == local)
  }

  @Test(.needs(.ipv6Loopback))
  func `a source fails only the attempts of another family`() async throws {
    let peer = try await onThread {
      let ports = try TwoPorts.reserved()
      try ports.listen(overIPv4: true, overIPv6: true)
      let source = SocketAddress.ipv4(.loopback, port: 0)
      return try Socket.createConnection(to: ports.endpoint, from: source).peerAddress
    }
    #expect(peer.family == .inet)
  }

  @Test func `a source that is not this machine's is told`() throws {
    let source = SocketAddress.ipv4(IPv4Address(203, 0, 113, 1), port: 0)
    let endpoint = try Endpoint(host: "127.0.0.1", port: 9)
    let error = failure { try Socket.createConnection(to: endpoint, from: source) }
    #expect(error?.code == .addressNotAvailable)
    #expect(error?.operation == .bind)
    #expect(error?.address == source)
    #expect(error?.endpoint == endpoint)
    #expect(error?.attempts.count == 1)
  }

  @Test func `a socket that cannot be opened tells the address it was for`() throws {
    let endpoint = try Endpoint(host: "127.0.0.1", port: 9)
    var error: SocketError?
    let record = FakeKernel.run([.init(.socket, .failure(Errno(rawValue: 24)))]) {
      error = failure { try Socket.createConnection(to: endpoint) }
    }
    #expect(error?.code == .tooManyOpenFiles)
    #expect(error?.operation == .open)
    #expect(error?.address == .ipv4(.loopback, port: 9))
    #expect(error?.description == "open socket 127.0.0.1:9: Too many open files")
    #expect(record[.close] == 0)
  }

  @Test func `a negative timeout is refused before anything is asked`() throws {
    let endpoint = try Endpoint(host: "127.0.0.1", port: 9)
    var error: SocketError?
    let record = FakeKernel.run([]) {
      error = failure {
        try Socket.createConnection(to: endpoint, timeout: .nanoseconds(-1))
      }
    }
    #expect(error?.code == .unusableArgument)
    #expect(error?.endpoint == endpoint)
    #expect(record[.socket] == 0)
  }

  @Test func `without time nothing that has to wait connects`() async throws {
    let (error, closes) = try await onThread {
      let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
      let endpoint = try Endpoint(host: "127.0.0.1", port: listener.localAddress.port ?? 0)
      var error: SocketError?
      let record = FakeKernel.run([]) {
        error = failure { try Socket.createConnection(to: endpoint, timeout: .zero) }
      }
      return (error, record[.close])
    }
    #expect(error?.code == .inProgress)
    #expect(closes == 1)
  }

  @Test func `an error of the resolver has the endpoint and no attempts`() throws {
    // A zone that is no interface, which the resolver knows by itself.
    let endpoint = try Endpoint(host: "fe80::1%no-such-thing", port: 9)
    let error = failure { try Socket.createConnection(to: endpoint) }
    #expect(error?.code == .unknownName)
    #expect(error?.operation == .resolve)
    #expect(error?.endpoint == endpoint)
    #expect(error?.attempts == [])
  }

  @Test(.needs(.ipv6Loopback))
  func `an interruption handler ends all attempts`() async throws {
    let reason = SocketError(.interrupted, operation: "test")
    let (error, record) = try await onThread {
      let ports = try TwoPorts.reserved()
      var error: SocketError?
      let record = FakeKernel.run([.init(.connect, .failure(.interrupted))]) {
        error = failure {
          try withInterruptionHandler({ () throws(SocketError) in throw reason }) {
            () throws(SocketError) in
            _ = try Socket.createConnection(to: ports.endpoint)
          }
        }
      }
      return (error, record)
    }
    #expect(error?.operation == "test")
    #expect(record[.socket] == 1)
    #expect(record[.close] == 1)
  }
}
