import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// How calls wait: for how long, through what, and when not.
struct SocketWaitingTests {
  static let short = Duration.milliseconds(30)
  /// Long enough for several turns on a machine that is busy with other things.
  static let ample = Duration.milliseconds(500)

  /// A call that waits for something that does not come.
  enum Waiting: String, CaseIterable, Sendable {
    case receive
    case receiveFrom
    case peek
    case doNotWait

    func make(on socket: borrowing Socket) throws(SocketError) {
      switch self {
      case .receive: _ = try socket.receive(atMost: 1)
      case .receiveFrom: _ = try socket.receiveFrom(atMost: 1)
      case .peek: _ = try socket.receive(atMost: 1, flags: .peek)
      case .doNotWait: _ = try socket.receive(atMost: 1, flags: .doNotWait)
      }
    }
  }

  @Test(arguments: Wire.allCases, Waiting.allCases)
  func `a wait with a timeout ends when it has passed`(wire: Wire, waiting: Waiting) async throws {
    let outcome = try await onThread(over: wire) { pair in
      try pair.first.setTimeout(Self.short)
      return try observe { try waiting.make(on: pair.first) }
    }
    #expect(outcome.error == SocketError(.timedOut, operation: .receive))
    #expect(outcome.elapsed >= Self.short)
    #expect(outcome.elapsed < Outcome.elapsedMax)
  }
}

extension SocketWaitingTests {
  @Test(arguments: Wire.allCases, Waiting.allCases)
  func `a timeout of zero does not wait`(wire: Wire, waiting: Waiting) async throws {
    let outcome = try await onThread(over: wire) { pair in
      try pair.first.setTimeout(.zero)
      return try observe { try waiting.make(on: pair.first) }
    }
    #expect(outcome.error == SocketError(.wouldBlock, operation: .receive))
    #expect(outcome.record[.poll] == 0)
  }

  @Test(arguments: Wire.allCases)
  func `a blocking socket asked not to wait does not`(wire: Wire) async throws {
    let outcome = try await onThread(over: wire) { pair in
      try observe { _ = try pair.first.receive(atMost: 1, flags: .doNotWait) }
    }
    #expect(outcome.error == SocketError(.wouldBlock, operation: .receive))
    #expect(outcome.record[.poll] == 0)
  }

  @Test(arguments: Wire.allCases, [nil, Duration.seconds(40)])
  func `a wait ends when something comes`(wire: Wire, timeout: Duration?) async throws {
    try wire.demand()
    let pair = try wire.connectedPair()
    try pair.first.setTimeout(timeout)
    let reader = SharedSocket(pair.first)
    async let received = onThread { try reader.socket.receive(atMost: 9) }
    try pair.second.sendWithoutWaiting("here")
    #expect(try await received == Array("here".utf8))
  }

  @Test(arguments: Wire.allCases)
  func `a call that can go on at once does not wait`(wire: Wire) async throws {
    let outcome = try await onThread(over: wire) { pair in
      try pair.first.setTimeout(.nanoseconds(1))
      return try observe {
        try pair.first.sendAll("there")
        try pair.second.sendAll("back")
        _ = try pair.first.receive(atMost: 9)
      }
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.poll] == 0)
  }

  @Test(arguments: [1, 2, 7])
  func `a wait that signals interrupt goes on with the time that is left`(
    times: Int
  ) async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      try pair.first.setTimeout(Self.ample)
      return try observe(under: [.failing(.poll, EINTR, at: 1...times)]) {
        _ = try pair.first.receive(atMost: 1)
      }
    }
    #expect(outcome.error == SocketError(.timedOut, operation: .receive))
    #expect(outcome.elapsed >= Self.ample)
    #expect(outcome.elapsed < Outcome.elapsedMax)
    #expect(outcome.record[.poll] > times)
  }

  @Test func `a wait that signals never cease to interrupt ends with its time`() async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      try pair.first.setTimeout(Self.short)
      return try observe(under: [.failing(.poll, EINTR, at: everyTurn)]) {
        _ = try pair.first.receive(atMost: 1)
      }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect(outcome.elapsed >= Self.short)
  }

  @Test func `a wait that ends before its time without a reason goes on`() async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      try pair.first.setTimeout(Self.ample)
      return try observe(under: [FakeKernel.Fault(.poll, turns: 1...3, .success(0))]) {
        _ = try pair.first.receive(atMost: 1)
      }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect(outcome.elapsed >= Self.ample)
    #expect(outcome.record[.poll] > 3)
  }

  @Test func `a wake-up for nothing is waited on, within the same time`() async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      try pair.first.setTimeout(Self.ample)
      return try observe(under: [FakeKernel.Fault(.poll, turns: 1...3, .success(1))]) {
        _ = try pair.first.receive(atMost: 1)
      }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect(outcome.elapsed >= Self.ample)
    #expect(outcome.record[.recv] >= 4)
  }

  @Test func `a failing wait is told as the call's error`() async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      try pair.first.setTimeout(.seconds(9))
      return try observe(under: [.failing(.poll, ENOMEM)]) {
        _ = try pair.first.receive(atMost: 1)
      }
    }
    #expect(outcome.error == SocketError(.noMemory, operation: .receive))
  }

  @Test(arguments: [ECONNRESET, EBADF, EINTR + 1000])
  func `an error after a wait is told`(number: Int32) async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      try pair.first.setTimeout(.seconds(9))
      let faults = [
        FakeKernel.Fault.failing(.recv, EAGAIN), FakeKernel.Fault(.poll, .success(1)),
        .failing(.recv, number, at: 2...2),
      ]
      return try observe(under: faults) { _ = try pair.first.receive(atMost: 1) }
    }
    #expect(outcome.error == SocketError(.init(errno: number), operation: .receive))
    #expect(outcome.record[.recv] == 2)
  }

  @Test func `a wait that poll never lets wait neither spins nor outlasts its time`() async throws {
    // A Unix datagram socket that is not connected counts as writable, however full its receiver
    // is.
    let outcome = try await onThread {
      let receiver = try Wire.unixDatagram.boundSocket()
      let sender = try Wire.unixDatagram.socket()
      let address = try receiver.localAddress
      try sender.setTimeout(.zero)
      while try socketError(of: { try sender.send([0], to: address) }) == nil {}
      try sender.setTimeout(.milliseconds(100))
      return try observe { try sender.send([0], to: address) }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect(outcome.elapsed >= .milliseconds(100))
    let paused = Int(outcome.elapsed / .milliseconds(Int(Socket.pauseMilliseconds)))
    #expect(outcome.record[.sendto] <= Socket.futileWakesMax + paused + 3)
  }

  @Test func `a signal while a futile wait pauses is no error`() async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      try pair.first.setTimeout(.seconds(40))
      let futile = Socket.futileWakesMax + 1
      let faults = [
        FakeKernel.Fault(.poll, turns: 1...futile, .success(1)),
        .failing(.poll, EINTR, at: (futile + 1)...(futile + 1)),
        FakeKernel.Fault(.poll, turns: (futile + 2)...(futile + 2), .success(1)),
        .failing(.recv, EAGAIN, at: 1...(futile + 1)),
      ]
      try pair.second.sendAll("at last")
      return try observe(under: faults) { _ = try pair.first.receive(atMost: 9) }
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.recv] == Socket.futileWakesMax + 3)
  }

  @Test func `a deadline that is given counts, and one that is made is kept`() async throws {
    let (given, made) = try await onThread {
      let socket = try Wire.udpIPv4.boundSocket()
      try socket.setTimeout(.seconds(40))
      var over: CallDeadline? = CallDeadline(after: 0)
      let given = try observe {
        try socket.perform(.receive, waitingFor: readable, deadline: &over) { () throws(Errno) in
          throw .wouldBlock
        }
      }
      try socket.setTimeout(.nanoseconds(1))
      var made: CallDeadline?
      _ = try observe {
        try socket.perform(.receive, waitingFor: readable, deadline: &made) { () throws(Errno) in
          throw .wouldBlock
        }
      }
      return (given, made?.isOver)
    }
    #expect(given.error == SocketError(.timedOut, operation: .receive))
    #expect(given.elapsed < .seconds(20))
    #expect(made == true)
  }

  @Test func `ordinary bytes do not wake a wait for the urgent one`() async throws {
    let outcome = try await onThread(over: .tcpIPv4) { pair in
      try pair.first.setTimeout(Self.short)
      try pair.second.sendAll("ordinary")
      return try observe(under: [.failing(.recv, EAGAIN, at: everyTurn)]) {
        _ = try pair.first.receive(atMost: 1, flags: .outOfBand)
      }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect(outcome.elapsed >= Self.short)
    #expect(outcome.record[.recv] == 1)
  }

  @Test func `ordinary bytes do not wake a wait for the queue of errors`() async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      try pair.first.setTimeout(Self.short)
      try pair.second.sendAll("ordinary")
      return try observe { _ = try pair.first.receive(atMost: 1, flags: .errorQueue) }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect(outcome.elapsed >= Self.short)
    #expect(outcome.record[.recv] == 1)
  }
}

extension Socket {
  /// Sends a few bytes, which never waits, from `async` code.
  fileprivate func sendWithoutWaiting(_ text: String) throws(SocketError) {
    try sendAll(text)
  }
}
