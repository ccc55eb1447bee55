import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct SocketReceivingTests {
  static let text = Array("abcdefgh".utf8)

  @Test(arguments: Wire.streams)
  func `a stream gives what has arrived and keeps the rest`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll(Self.text)
    #expect(try pair.second.receive(atMost: 3) == Array("abc".utf8))
    #expect(try pair.second.receive(atMost: 99) == Array("defgh".utf8))
  }

  @Test(arguments: Wire.messages)
  func `a message that does not fit is cut`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll(Self.text)
    try pair.first.sendAll("next")
    #expect(try pair.second.receive(atMost: 3) == Array("abc".utf8))
    #expect(try pair.second.receive(atMost: 99) == Array("next".utf8))
  }

  @Test(arguments: Wire.connections)
  func `the end of a connection is no bytes, again and again`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll(Self.text)
    try pair.first.close()
    #expect(try pair.second.receive(atMost: 99) == Self.text)
    for _ in 1...3 { #expect(try pair.second.receive(atMost: 99) == []) }
  }

  @Test(arguments: Wire.allCases)
  func `what is peeked at stays`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll(Self.text)
    #expect(try pair.second.receive(atMost: 99, flags: .peek) == Self.text)
    #expect(try pair.second.receive(atMost: 99) == Self.text)
  }

  @Test func `a span is filled from its start and a buffer from where it is`() throws {
    let pair = try Wire.unixStream.connectedPair()
    var storage = [UInt8](repeating: UInt8(ascii: "-"), count: 10)
    try pair.first.sendAll("123")
    #expect(try Self.receive(pair.second, into: &storage, skipping: 4) == 3)
    #expect(storage == Array("----123---".utf8))
    try pair.first.sendAll("xy")
    var elements = storage.mutableSpan
    // SAFETY: the elements are bytes without padding, and any byte is one.
    var bytes = unsafe elements.mutableBytes
    #expect(try pair.second.receive(into: &bytes) == 2)
    #expect(storage == Array("xy--123---".utf8))
  }

  @Test(arguments: Wire.datagrams)
  func `a span is filled with a message and its sender told`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll("xy")
    var storage = [UInt8](repeating: UInt8(ascii: "-"), count: 4)
    var elements = storage.mutableSpan
    // SAFETY: the elements are bytes without padding, and any byte is one.
    var bytes = unsafe elements.mutableBytes
    let received = try pair.second.receiveFrom(into: &bytes)
    #expect(received.count == 2)
    #expect(try received.sender == pair.first.localAddress)
    #expect(storage == Array("xy--".utf8))
  }

  @Test(arguments: Wire.allCases, [0, -1, .min])
  func `to receive nothing makes no call`(wire: Wire, count: Int) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll(Self.text)
    let outcome = try observe {
      guard try pair.second.receive(atMost: count) == [] else { throw Errno.invalidArgument }
    }
    #expect(outcome.record[.recv] == 0)
    #expect(try pair.second.receive(atMost: 99) == Self.text)
  }

  @Test func `a buffer without a free byte makes no call`() throws {
    let pair = try Wire.unixStream.connectedPair()
    try pair.first.sendAll(Self.text)
    var full: [UInt8] = [1, 2]
    let outcome = try observe {
      let count = try Self.receive(pair.second, into: &full, skipping: 2)
      guard count == 0 else { throw Errno.invalidArgument }
    }
    #expect(outcome.record[.recv] == 0)
    #expect(full == [1, 2])
  }

  @Test(arguments: Wire.messages, [0, -1])
  func `to receive nothing from anyone takes a message`(wire: Wire, count: Int) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll(Self.text)
    try pair.first.sendAll("next")
    #expect(try pair.second.receiveFrom(atMost: count).bytes == [])
    #expect(try pair.second.receive(atMost: 99) == Array("next".utf8))
  }

  @Test(arguments: [Wire.udpIPv4, .udpIPv6, .unixDatagram])
  func `the whole length of a message that was cut is no more than the buffer`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    for _ in 1...3 { try pair.first.sendAll(Self.text) }
    var storage: [UInt8] = [0, 0, 0]
    #expect(try Self.receive(pair.second, into: &storage, skipping: 0, flags: .truncated) == 3)
    #expect(storage == Array("abc".utf8))
    var elements = storage.mutableSpan
    // SAFETY: the elements are bytes without padding, and any byte is one.
    var bytes = unsafe elements.mutableBytes
    #expect(try pair.second.receiveFrom(into: &bytes, flags: .truncated).count == 3)
    #expect(try pair.second.receive(atMost: 3, flags: .truncated) == Array("abc".utf8))
  }

  @Test(arguments: [Wire.tcpIPv4, .tcpIPv6])
  func `what TCP throws away is zeros, not what was in memory`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll(Self.text)
    var storage = [UInt8](repeating: 0xaa, count: 6)
    #expect(try Self.receive(pair.second, into: &storage, skipping: 1, flags: .truncated) == 5)
    #expect(storage == [0xaa, 0, 0, 0, 0, 0])
    #expect(try pair.second.receiveFrom(atMost: 2, flags: .truncated).bytes == [0, 0])
    #expect(try pair.second.receive(atMost: 99) == [UInt8(ascii: "h")])
  }

  @Test(arguments: Wire.datagrams)
  func `a datagram names its sender`(wire: Wire) throws {
    let receiver = try wire.boundSocket()
    let sender = try wire.boundSocket()
    try sender.send(Self.text, to: receiver.localAddress)
    let received = try receiver.receiveFrom(atMost: 99)
    #expect(received.bytes == Self.text)
    #expect(try received.sender == sender.localAddress)
  }

  @Test func `a Unix sender without an address is nobody, one with a path is it`() async throws {
    try await temporaryDirectory { directory in
      let path = try SocketAddress.unix(path: directory + "/sender")
      let (named, unnamed) = try await onThread {
        let receiver = try Wire.unixDatagram.boundSocket()
        let sender = try Wire.unixDatagram.socket()
        try sender.send([1], to: receiver.localAddress)
        let unnamed = try receiver.receiveFrom(atMost: 9).sender
        try sender.bind(to: path)
        try sender.send([1], to: receiver.localAddress)
        return (try receiver.receiveFrom(atMost: 9).sender, unnamed)
      }
      #expect(named == path)
      #expect(unnamed == nil)
    }
  }

  @Test(arguments: [Wire.tcpIPv4, .tcpIPv6])
  func `on a TCP connection nobody is named`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll(Self.text)
    let received = try pair.second.receiveFrom(atMost: 99)
    #expect(received.bytes == Self.text)
    #expect(received.sender == nil)
  }

  @Test func `a peer that threw away what it had is a reset`() throws {
    let pair = try Wire.tcpIPv4.connectedPair()
    try pair.first.sendAll("unread")
    _ = try pair.second.wait(for: .receiving)
    let first = pair.first
    try pair.second.close()
    let error = try socketError { _ = try first.receive(atMost: 9) }
    #expect(error == SocketError(.connectionReset, operation: .receive))
  }

  @Test(arguments: [Wire.tcpIPv4, .tcpIPv6, .unixSequencedPacket])
  func `without a peer there is nothing to receive`(wire: Wire) throws {
    let socket = try wire.socket()
    let error = try socketError { _ = try socket.receive(atMost: 9) }
    #expect(error == SocketError(.notConnected, operation: .receive))
  }

  @Test func `no urgent byte is an error at once`() async throws {
    let outcome = try await onThread(over: .tcpIPv4) { pair in
      try pair.first.setTimeout(.seconds(40))
      return try observe { _ = try pair.first.receive(atMost: 1, flags: .outOfBand) }
    }
    #expect(outcome.error == SocketError(.invalidArgument, operation: .receive))
    #expect(outcome.record[.poll] == 0)
  }

  @Test func `a datagram that was refused is the next receive's error`() throws {
    let pair = try Wire.udpIPv4.connectedPair()
    let first = pair.first
    try pair.second.close()
    try first.send([1])
    let error = try socketError { _ = try first.receive(atMost: 1) }
    #expect(error == SocketError(.connectionRefused, operation: .receive))
  }

  /// Receives into `storage` behind its first `skipped` bytes, which count as filled.
  private static func receive(
    _ socket: borrowing Socket,
    into storage: inout [UInt8],
    skipping skipped: Int,
    flags: MessageFlags = []
  ) throws -> Int {
    try unsafe storage.withUnsafeMutableBytes { bytes in
      // SAFETY: the output span covers the array's bytes, all of which are initialised.
      var output = unsafe OutputRawSpan(buffer: bytes, initializedCount: skipped)
      let count = try socket.receive(into: &output, flags: flags)
      guard output.byteCount == skipped + count else { throw Errno.invalidArgument }
      return count
    }
  }
}
