import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct SocketConnectingTests {
  @Test(arguments: Wire.connections, [nil, Duration.seconds(40)])
  func `a connect ends connected`(wire: Wire, timeout: Duration?) async throws {
    try wire.demand()
    try await onThread {
      let listener = try wire.listener()
      let client = try wire.boundSocket()
      try client.setTimeout(timeout)
      try client.connect(to: listener.localAddress)
      let accepted = try listener.accept()
      try client.sendAll("hello")
      guard try accepted.socket.receive(atMost: 9) == Array("hello".utf8) else {
        throw SocketError(.malformedAnswer, operation: .receive)
      }
    }
  }

  @Test(arguments: Wire.datagrams)
  func `a connected datagram socket hears its peer alone, until it has none`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    let stranger = try wire.boundSocket()
    if wire.family == .unix {
      // A Unix socket refuses at the sender.
      let error = try socketError { try stranger.send([1], to: pair.first.localAddress) }
      #expect(error?.code == .notPermitted)
    } else {
      try stranger.send([1], to: pair.first.localAddress)
    }
    try pair.second.sendAll("peer")
    #expect(try pair.first.receive(atMost: 9) == Array("peer".utf8))
    try pair.first.connect(to: .noPeer)
    #expect(try socketError { _ = try pair.first.peerAddress }?.code == .notConnected)
  }

  @Test(arguments: [Wire.tcpIPv4, .tcpIPv6], [nil, Duration.seconds(40)])
  func `a port where nobody listens refuses`(wire: Wire, timeout: Duration?) async throws {
    try wire.demand()
    let (outcome, address) = try await onThread {
      // Bound and not listening: nobody else gets the port.
      let silent = try wire.boundSocket()
      let client = try wire.socket()
      try client.setTimeout(timeout)
      let address = try silent.localAddress
      return (try observe { try client.connect(to: address) }, address)
    }
    #expect(
      outcome.error
        == SocketError(.connectionRefused, operation: .connect, address: address)
    )
    #expect(outcome.record[.connect] == 1)
  }

  @Test(arguments: [SocketType.stream, .datagram, .sequencedPacket])
  func `Unix addresses that nobody has refuse each in its way`(type: SocketType) async throws {
    try await temporaryDirectory { directory in
      let socket = try Socket(.unix, type)
      let path = try SocketAddress.unix(path: directory + "/nobody")
      let name = try SocketAddress.unix(abstractName: directory + "/nobody")
      #expect(socket.connectWithoutWaiting(to: path) == .noSuchFile)
      #expect(socket.connectWithoutWaiting(to: name) == .connectionRefused)
      let other = try Socket(.unix, type == .datagram ? .stream : .datagram)
      try other.bind(to: path)
      #expect(socket.connectWithoutWaiting(to: path) == .wrongSocketType)
    }
  }

  @Test(arguments: Wire.connections)
  func `a socket that is connected cannot connect again`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    let listener = try wire.listener()
    #expect(pair.first.connectStatus(to: try listener.localAddress) == .isConnected)
  }

  @Test func `an address of another family is refused`() throws {
    let socket = try Socket(.inet, .stream)
    let error = try socketError { try socket.connect(to: .ipv6(.loopback, port: 9)) }
    #expect(error?.code == .addressFamilyNotSupported)
    #expect(error?.operation == .connect)
  }

  @Test func `a socket that does not wait is told that it has begun, and then the end`() throws {
    let listener = try Wire.tcpIPv4.listener()
    let client = try Wire.tcpIPv4.socket()
    try client.setTimeout(.zero)
    let address = try listener.localAddress
    let error = try socketError { try client.connect(to: address) }
    #expect(error == SocketError(.inProgress, operation: .connect, address: address))
    #expect(try client.wait(for: .sending, timeout: .seconds(40)).contains(.sending))
    #expect(try client[.error] == nil)
    #expect(try client.peerAddress == address)
  }

  @Test func `a socket that does not wait finds out why it was refused`() throws {
    let silent = try Wire.tcpIPv4.boundSocket()
    let client = try Wire.tcpIPv4.socket()
    try client.setTimeout(.zero)
    #expect(client.connectStatus(to: try silent.localAddress) == .inProgress)
    _ = try client.wait(for: .sending, timeout: .seconds(40))
    #expect(try client[.error] == .connectionRefused)
  }

  @Test func `a connect that nobody answers ends with its time`() async throws {
    let (outcome, count) = try await onThread {
      // A queue that is full drops what asks for more.
      let listener = try Wire.tcpIPv4.listener(backlog: 0)
      let address = try listener.localAddress
      var clients: [SharedSocket] = []
      while true {
        let client = SharedSocket(try Wire.tcpIPv4.socket())
        try client.socket.setTimeout(.milliseconds(50))
        clients.append(client)
        let outcome = try observe { try client.socket.connect(to: address) }
        if outcome.error != nil || clients.count > 64 { return (outcome, clients.count) }
      }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect(outcome.error?.operation == .connect)
    #expect(outcome.elapsed >= .milliseconds(50))
    #expect(outcome.elapsed < Outcome.elapsedMax)
    #expect(count > 1)
  }

  @Test func `a full queue of a Unix listener is not waited for`() async throws {
    let outcome = try await onThread {
      let listener = try Wire.unixStream.listener(backlog: 0)
      let address = try listener.localAddress
      let first = try Wire.unixStream.socket()
      try first.connect(to: address)
      let second = try Wire.unixStream.socket()
      try second.setTimeout(.seconds(40))
      return try observe { try second.connect(to: address) }
    }
    #expect(outcome.error?.code == .wouldBlock)
    #expect(outcome.record[.poll] == 0)
  }

  @Test(arguments: [
    (ENETUNREACH, SocketError.Code.networkUnreachable), (EHOSTUNREACH, .hostUnreachable),
    (ETIMEDOUT, .connectionTimedOut), (EALREADY, .alreadyInProgress), (EACCES, .accessDenied),
    (EADDRNOTAVAIL, .addressNotAvailable), (EINPROGRESS, .inProgress),
  ])
  func `what the kernel says is the error, and the status`(
    number: Int32,
    code: SocketError.Code
  ) throws {
    let address = SocketAddress.ipv4(.loopback, port: 9)
    let socket = try Wire.tcpIPv4.socket()
    let outcome = try observe(under: [.failing(.connect, number)]) {
      try socket.connect(to: address)
    }
    #expect(outcome.error == SocketError(code, operation: .connect, address: address))
    var status: SocketError.Code?
    try FakeKernel.run([.failing(.connect, number)]) { () throws in
      status = socket.connectStatus(to: address)
    }
    #expect(status == code)
  }

  @Test func `a status is nil for success and says that the time ran out`() async throws {
    let (connected, timedOut) = try await onThread {
      let listener = try Wire.tcpIPv4.listener()
      let client = try Wire.tcpIPv4.socket()
      let connected = client.connectStatus(to: try listener.localAddress)
      let second = try Wire.tcpIPv4.socket()
      try second.setTimeout(.milliseconds(5))
      var timedOut: SocketError.Code?
      let neverReady = FakeKernel.Fault(.poll, turns: everyTurn, .success(0))
      try FakeKernel.run([.failing(.connect, EINPROGRESS), neverReady]) { () throws in
        timedOut = second.connectStatus(to: try listener.localAddress)
      }
      return (connected, timedOut)
    }
    #expect(connected == nil)
    #expect(timedOut == .timedOut)
  }

  @Test func `what the kernel noted while it connected cannot be lost`() async throws {
    let outcome = try await onThread {
      let listener = try Wire.tcpIPv4.listener()
      let client = try Wire.tcpIPv4.socket()
      try client.setTimeout(.seconds(40))
      return try observe(under: [.failing(.getsockopt, ENOBUFS)]) {
        try client.connect(to: listener.localAddress)
      }
    }
    #expect(outcome.error?.code == .noBufferSpace)
    #expect(outcome.error?.operation == .connect)
  }
}

extension Socket {
  /// Connects to a Unix address, which is decided at once, from `async` code.
  fileprivate func connectWithoutWaiting(to address: SocketAddress) -> SocketError.Code? {
    connectStatus(to: address)
  }
}
