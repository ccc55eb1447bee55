import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// Each call that may wait, against the same kernel: one that is not ready at first, and one that
/// signals interrupt.
struct SocketWaitingCallsTests {
  enum Call: String, CaseIterable, Sendable {
    case accept
    case receive
    case receiveFrom
    case send
    case sendTo
    case sendAll

    var systemCall: SystemCall {
      switch self {
      case .accept: .accept4
      case .receive: .recv
      case .receiveFrom: .recvfrom
      case .send, .sendAll: .send
      case .sendTo: .sendto
      }
    }

    var operation: SocketError.Operation {
      switch self {
      case .accept: .accept
      case .receive, .receiveFrom: .receive
      case .send, .sendTo, .sendAll: .send
      }
    }

    /// Makes the call on a socket with `timeout` where it can go on at once.
    func outcome(timeout: Duration?, under faults: [FakeKernel.Fault]) throws -> Outcome {
      if self == .accept {
        let listener = try Wire.tcpIPv4.listener()
        let client = try Wire.tcpIPv4.socket()
        try client.connect(to: listener.localAddress)
        try listener.setTimeout(timeout)
        return try observe(under: faults) { _ = try listener.accept() }
      }
      let pair = try Wire.udpIPv4.connectedPair()
      let peer = try pair.second.localAddress
      try pair.second.sendAll("ready")
      try pair.first.setTimeout(timeout)
      return try observe(under: faults) { try make(on: pair.first, peer) }
    }

    private func make(on socket: borrowing Socket, _ peer: SocketAddress) throws(SocketError) {
      switch self {
      case .accept: _ = try socket.accept()
      case .receive: _ = try socket.receive(atMost: 9)
      case .receiveFrom: _ = try socket.receiveFrom(atMost: 9)
      case .send: try socket.send([1])
      case .sendTo: try socket.send([1], to: peer)
      case .sendAll: try socket.sendAll([1])
      }
    }
  }

  @Test(arguments: Call.allCases, [1, 2, 5])
  func `a call that is not ready at first waits and is made again`(
    call: Call,
    times: Int
  ) async throws {
    let outcome = try await onThread {
      try call.outcome(
        timeout: .seconds(40),
        under: [.failing(call.systemCall, EAGAIN, at: 1...times)]
      )
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[call.systemCall] == times + 1)
    #expect(outcome.record[.poll] == times)
  }

  @Test(arguments: Call.allCases, [nil, Duration.zero])
  func `a call that is not ready is an error without a timeout to wait for`(
    call: Call,
    timeout: Duration?
  ) async throws {
    let outcome = try await onThread {
      try call.outcome(timeout: timeout, under: [.failing(call.systemCall, EAGAIN)])
    }
    #expect(outcome.error?.code == .wouldBlock)
    #expect(outcome.error?.operation == call.operation)
    #expect(outcome.record[.poll] == 0)
  }

  @Test(arguments: Call.allCases, [1, 2, 5])
  func `a call that a signal interrupts is made again`(call: Call, times: Int) async throws {
    for timeout in [nil, Duration.zero, .seconds(40)] {
      let outcome = try await onThread {
        try call.outcome(
          timeout: timeout,
          under: [.failing(call.systemCall, EINTR, at: 1...times)]
        )
      }
      #expect(outcome.error == nil)
      #expect(outcome.record[call.systemCall] == times + 1)
      #expect(outcome.record[.poll] == 0)
    }
  }

  @Test(arguments: Call.allCases)
  func `a call that never gets ready ends with its time`(call: Call) async throws {
    let outcome = try await onThread {
      try call.outcome(
        timeout: .milliseconds(20),
        under: [.failing(call.systemCall, EAGAIN, at: everyTurn)]
      )
    }
    #expect(outcome.error?.code == .timedOut)
    #expect(outcome.error?.operation == call.operation)
    #expect(outcome.elapsed >= .milliseconds(20))
    #expect(outcome.elapsed < Outcome.elapsedMax)
  }

  @Test(arguments: Call.allCases, [EIO, ENOBUFS, ENOMEM, ECONNABORTED, 4095])
  func `what the kernel says otherwise is the error`(call: Call, number: Int32) async throws {
    let outcome = try await onThread {
      try call.outcome(timeout: .seconds(40), under: [.failing(call.systemCall, number)])
    }
    #expect(outcome.error?.code.errno == number)
    #expect(outcome.error?.operation == call.operation)
    #expect((outcome.error?.address != nil) == (call == .sendTo))
    #expect(outcome.record[call.systemCall] == 1)
  }
}
