import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// `sendAll` of Socket+Sending.swift.
struct SocketSendingAllTests {
  static let text = Array("all of these bytes".utf8)

  @Test(arguments: Wire.allCases)
  func `arrays, spans and texts arrive whole`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    let text = "short or, with an ä, too long for the inside of a string"
    try pair.first.sendAll(Self.text)
    #expect(try pair.second.receive(atMost: 99) == Self.text)
    // SAFETY: bytes have no padding.
    try unsafe pair.first.sendAll(Self.text.span.bytes)
    #expect(try pair.second.receive(atMost: 99) == Self.text)
    for text in ["short", text, String(text.dropFirst(3))] {
      try pair.first.sendAll(text)
      #expect(try pair.second.receive(atMost: 99) == Array(text.utf8))
    }
  }

  @Test(arguments: Wire.streams, [nil, Duration.seconds(40)])
  func `more than the kernel has room for arrives, as the peer receives`(
    wire: Wire,
    timeout: Duration?
  ) async throws {
    try wire.demand()
    let pair = try wire.connectedPair()
    try pair.first.set(.sendBufferBytes, to: 1 << 14)
    try pair.first.setTimeout(timeout)
    let sender = SharedSocket(pair.first)
    let receiver = SharedSocket(pair.second)
    async let sending: Void = onThread {
      try sender.socket.sendAll(manyLines)
      try sender.socket.shutdown(.sending)
    }
    let received = try await onThread {
      var all: [UInt8] = []
      while true {
        let part = try receiver.socket.receive(atMost: 1 << 16)
        if part.isEmpty { return all }
        all += part
      }
    }
    try await sending
    // Compared as one value: a failure must not print megabytes.
    let isEqual = received == manyLines
    #expect(isEqual)
  }

  @Test(arguments: Wire.streams)
  func `bytes that the kernel takes one at a time arrive`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    let outcome = try observe(under: [FakeKernel.Fault(.send, turns: everyTurn, .short(1))]) {
      try pair.first.sendAll(Self.text)
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.send] == Self.text.count)
    #expect(try pair.second.receive(atMost: Self.text.count, flags: .waitAll) == Self.text)
  }

  @Test(arguments: Wire.allCases)
  func `nothing is one call`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    let outcome = try observe { try pair.first.sendAll([]) }
    #expect(outcome.error == nil)
    #expect(outcome.record[.send] == 1)
    if Wire.messages.contains(wire) { #expect(try pair.second.receive(atMost: 9) == []) }
  }

  @Test(arguments: [1, 2, 9], [EPIPE, ECONNRESET, ENOBUFS])
  func `a failure in the middle tells how far it got`(turn: Int, number: Int32) throws {
    let pair = try Wire.tcpIPv4.connectedPair()
    let outcome = try observe(under: [
      .failing(.send, number, at: turn...turn), .init(.send, turns: everyTurn, .short(2)),
    ]) { try pair.first.sendAll(Self.text) }
    let transferred = (turn - 1) * 2
    #expect(
      outcome.error
        == SocketError(.init(errno: number), operation: .send, transferred: transferred)
    )
    #expect(outcome.record[.send] == turn)
  }

  @Test func `a timeout tells how far it got`() async throws {
    let outcome = try await onThread(over: .tcpIPv4) { pair in
      try pair.first.setTimeout(.milliseconds(30))
      return try observe { try pair.first.sendAll([UInt8](repeating: 0, count: 16 << 20)) }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect((outcome.error?.transferred ?? 0) > 0)
    #expect((outcome.error?.transferred ?? .max) < 16 << 20)
    #expect(outcome.elapsed >= .milliseconds(30))
    #expect(outcome.elapsed < Outcome.elapsedMax)
  }

  @Test func `a timeout of zero sends what there is room for and tells how much`() throws {
    let pair = try Wire.tcpIPv4.connectedPair()
    try pair.first.setTimeout(.zero)
    let outcome = try observe { try pair.first.sendAll([UInt8](repeating: 0, count: 16 << 20)) }
    #expect(outcome.error?.code == .wouldBlock)
    #expect((outcome.error?.transferred ?? 0) > 0)
  }

  @Test func `the time is over for a call that gets on but does not end`() async throws {
    let outcome = try await onThread(over: .tcpIPv4) { pair in
      try pair.first.setTimeout(.milliseconds(5))
      // A kernel that always takes one byte at once: many more calls than fit into the time.
      return try observe(under: [.init(.send, turns: everyTurn, .success(1))]) {
        try pair.first.sendAll([UInt8](repeating: 0, count: 1 << 24))
      }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect((outcome.error?.transferred ?? 0) > 0)
    #expect(outcome.elapsed >= .milliseconds(5))
    #expect(outcome.elapsed < Outcome.elapsedMax)
    #expect(outcome.record[.poll] == 0)
  }

  @Test func `all parts share one deadline`() async throws {
    let outcome = try await onThread(over: .tcpIPv4) { pair in
      try pair.first.setTimeout(.milliseconds(30))
      // Every part waits first and then goes: with a deadline each all of them would.
      var faults: [FakeKernel.Fault] = []
      for part in stride(from: 1, to: 20_000, by: 2) {
        faults.append(.failing(.send, EAGAIN, at: part...part))
        faults.append(FakeKernel.Fault(.send, turns: (part + 1)...(part + 1), .success(1)))
      }
      return try observe(under: faults) {
        try pair.first.sendAll([UInt8](repeating: 0, count: 9999))
      }
    }
    #expect(outcome.error?.code == .timedOut)
    #expect(outcome.elapsed >= .milliseconds(30))
    #expect((outcome.error?.transferred ?? 0) < 9999)
  }

  @Test(arguments: [1, 2, 5])
  func `parts that signals interrupt are made again`(turn: Int) throws {
    let pair = try Wire.tcpIPv4.connectedPair()
    let outcome = try observe(under: [
      .failing(.send, EINTR, at: turn...(turn + 2)), .init(.send, turns: everyTurn, .short(2)),
    ]) { try pair.first.sendAll(Self.text) }
    #expect(outcome.error == nil)
    #expect(outcome.record[.send] == Self.text.count / 2 + 3)
  }
}
