import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// A connect that a signal interrupts.
struct SocketConnectingInterruptedTests {
  @Test(arguments: Wire.connections)
  func `a connect that goes on in the kernel is waited for and not made again`(
    wire: Wire
  ) async throws {
    let outcome = try await onThread(over: wire) { pair in
      // It has a peer already, as one has whose connect went on after the signal.
      let address = try pair.first.peerAddress
      return try observe(under: [.failing(.connect, EINTR)]) {
        try pair.first.connect(to: address)
      }
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.connect] == 1)
    #expect(outcome.record[.poll] == 1)
  }

  @Test(arguments: Wire.connections, [1, 2, 5])
  func `a connect that the kernel forgets is made again`(wire: Wire, times: Int) async throws {
    try wire.demand()
    let outcome = try await onThread {
      let listener = try wire.listener()
      let client = try wire.socket()
      let address = try listener.localAddress
      let outcome = try observe(under: [.failing(.connect, EINTR, at: 1...times)]) {
        try client.connect(to: address)
      }
      _ = try client.peerAddress
      return outcome
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.connect] == times + 1)
  }

  @Test func `a connect that is made again fails as any other`() async throws {
    let outcome = try await onThread {
      let silent = try Wire.tcpIPv4.boundSocket()
      let client = try Wire.tcpIPv4.socket()
      return try observe(under: [.failing(.connect, EINTR)]) {
        try client.connect(to: silent.localAddress)
      }
    }
    #expect(outcome.error?.code == .connectionRefused)
    #expect(outcome.record[.connect] == 2)
  }

  @Test func `a socket that does not wait says that it was interrupted`() async throws {
    let outcome = try await onThread {
      let client = try Wire.tcpIPv4.socket()
      try client.setTimeout(.zero)
      return try observe(under: [.failing(.connect, EINTR)]) {
        try client.connect(to: .ipv4(.loopback, port: 9))
      }
    }
    #expect(outcome.error?.code == .interrupted)
    #expect(outcome.record[.connect] == 1)
    #expect(outcome.record[.poll] == 0)
  }

  @Test(arguments: [nil, Duration.zero, .seconds(40)])
  func `the interruption handler is asked, and what it throws ends the connect`(
    timeout: Duration?
  ) async throws {
    let outcome = try await onThread {
      let client = try Wire.tcpIPv4.socket()
      try client.setTimeout(timeout)
      return try observe(under: [.failing(.connect, EINTR)]) {
        try withInterruptionHandler { () throws(SocketError) in
          throw SocketError(.unusableArgument, operation: "handle")
        } _: { () throws(SocketError) in
          try client.connect(to: .ipv4(.loopback, port: 9))
        }
      }
    }
    #expect(outcome.error == SocketError(.unusableArgument, operation: "handle"))
    #expect(outcome.record[.connect] == 1)
    #expect(outcome.record[.poll] == 0)
  }

  @Test func `signals while it waits leave a connect its time`() async throws {
    let outcome = try await onThread {
      let listener = try Wire.tcpIPv4.listener()
      let client = try Wire.tcpIPv4.socket()
      try client.setTimeout(.seconds(40))
      return try observe(under: [.failing(.poll, EINTR, at: 1...4)]) {
        try client.connect(to: listener.localAddress)
      }
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.poll] == 5)
    #expect(outcome.record[.connect] == 1)
  }
}
