import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// Calls that signals interrupt in the real kernel.
struct InterruptionBySignalTests {
  static let refusal = SocketError(.unusableArgument, operation: "handle")

  @Test func `a receive that signals interrupt ends when its handler says so`() async throws {
    let (error, asked) = try await onInterruptedThread {
      let pair = try Wire.tcpIPv4.connectedPair()
      var asked = 0
      let error = try socketError {
        try withInterruptionHandler { () throws(SocketError) in
          asked += 1
          if asked == 3 { throw Self.refusal }
        } _: { () throws(SocketError) in
          _ = try pair.first.receive(atMost: 1)
        }
      }
      return (error, asked)
    }
    #expect(error == Self.refusal)
    #expect(asked == 3)
  }

  @Test func `a receive that signals interrupt lasts as long as its timeout`() async throws {
    let outcome = try await onInterruptedThread {
      let pair = try Wire.tcpIPv4.connectedPair()
      try pair.first.setTimeout(.milliseconds(50))
      return try observe { _ = try pair.first.receive(atMost: 1) }
    }
    #expect(outcome.error == SocketError(.timedOut, operation: .receive))
    #expect(outcome.elapsed >= .milliseconds(50))
    #expect(outcome.elapsed < Outcome.elapsedMax)
  }

  @Test(arguments: Wire.streams)
  func `all is sent through signals, and nothing twice`(wire: Wire) async throws {
    try wire.demand()
    let pair = try wire.connectedPair()
    try pair.first.set(.sendBufferBytes, to: 1 << 14)
    let sender = SharedSocket(pair.first)
    let receiver = SharedSocket(pair.second)
    async let sending: Void = onInterruptedThread {
      try sender.socket.sendAll(manyLines)
      try sender.socket.shutdown(.sending)
    }
    let received = try await onThread {
      var all: [UInt8] = []
      while true {
        let part = try receiver.socket.receive(atMost: 1 << 12)
        if part.isEmpty { return all }
        all += part
      }
    }
    try await sending
    // Compared as one value: a failure must not print megabytes.
    let isEqual = received == manyLines
    #expect(isEqual)
  }

  @Test(arguments: [Wire.unixStream, .unixSequencedPacket])
  func `a Unix connect that a signal interrupts is not taken for done`(wire: Wire) async throws {
    try wire.demand()
    let (asked, received) = try await onInterruptedThread {
      let listener = try wire.listener(backlog: 0)
      let address = try listener.localAddress
      let first = try wire.socket()
      try first.connect(to: address)
      // The queue is full: this one waits, and the signals take it out of the kernel.
      let second = try wire.socket()
      var asked = 0
      try withInterruptionHandler { () throws(SocketError) in
        asked += 1
        if asked == 3 { _ = try listener.accept() }
      } _: { () throws(SocketError) in
        try second.connect(to: address)
      }
      try second.sendAll("connected")
      return (asked, try listener.accept().socket.receive(atMost: 99))
    }
    #expect(asked >= 3)
    #expect(received == Array("connected".utf8))
  }
}
