import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct SocketSendFileTests {
  static let contents = Array("0123456789abcdefghij".utf8)

  @Test(arguments: Wire.streams)
  func `a file arrives whole, and its position is after it`(wire: Wire) async throws {
    try wire.demand()
    let (count, position, received) = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try wire.connectedPair()
      let count = try pair.first.sendFile(file)
      return (count, try readingPosition(of: file), try pair.second.receive(atMost: 99))
    }
    #expect(count == Self.contents.count)
    #expect(position == Int64(Self.contents.count))
    #expect(received == Self.contents)
  }

  @Test(arguments: [
    (Int64(0), 1, 0..<1), (5, 5, 5..<10), (15, 99, 15..<20), (20, 1, 20..<20), (99, 9, 99..<99),
    (0, nil, 0..<20), (19, nil, 19..<20),
  ])
  func `a part of a file is what was asked for, as far as the file goes`(
    offset: Int64,
    asked: Int?,
    expected: Range<Int>
  ) async throws {
    let (count, position, received) = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.unixStream.connectedPair()
      let count = try pair.first.sendFile(file, offset: offset, count: asked)
      try pair.first.shutdown(.sending)
      return (count, try readingPosition(of: file), try pair.second.receive(atMost: 99))
    }
    #expect(count == expected.count)
    #expect(position == Int64(expected.upperBound))
    #expect(received == Array(Self.contents.dropFirst(Int(offset)).prefix(expected.count)))
  }

  @Test func `an empty file is sent without a byte`() async throws {
    let (outcome, count) = try await withFile([]) { path in
      let file = try openForReading(path)
      let pair = try Wire.tcpIPv4.connectedPair()
      var count = -1
      return (try observe { count = try pair.first.sendFile(file) }, count)
    }
    #expect(outcome.error == nil)
    #expect(count == 0)
    #expect(outcome.record[.send] == 0)
  }

  @Test func `a file larger than a piece is sent in pieces`() async throws {
    let bytes = [UInt8](repeating: 7, count: Socket.sendFilePieceBytesMax * 2 + 1)
    let outcome = try await withFile(bytes) { path in
      let file = try openForReading(path)
      let pair = try Wire.unixStream.connectedPair()
      let pieces = FakeKernel.Fault(.sendfile, turns: 1...2, .success(Socket.sendFilePieceBytesMax))
      return try observe(under: [pieces]) {
        guard try pair.first.sendFile(file) == bytes.count else { throw Errno.invalidArgument }
      }
    }
    #expect(outcome.error == nil)
    // The last finds the end of the file.
    #expect(outcome.record[.sendfile] == 4)
  }

  @Test func `pieces that the kernel takes byte by byte arrive`() async throws {
    let (outcome, received) = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.tcpIPv4.connectedPair()
      let short = FakeKernel.Fault(.sendfile, turns: everyTurn, .short(1))
      let outcome = try observe(under: [short]) {
        try pair.first.sendFile(file, count: Self.contents.count)
      }
      let received = try pair.second.receive(atMost: Self.contents.count, flags: .waitAll)
      return (outcome, received)
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.sendfile] == Self.contents.count)
    #expect(received == Self.contents)
  }

  @Test func `a socket that cannot send files says so and sends nothing`() async throws {
    let errors = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let stream = try Wire.tcpIPv4.connectedPair().first
      let datagram = try Wire.udpIPv4.connectedPair().first
      let hasty = try Wire.tcpIPv4.connectedPair().first
      try hasty.setTimeout(.zero)
      return [
        try socketError { try stream.sendFile(file, offset: -1) },
        try socketError { try stream.sendFile(file, count: 0) },
        try socketError { try stream.sendFile(file, count: -1) },
        try socketError { try datagram.sendFile(file) },
        try socketError { try hasty.sendFile(file) },
      ]
    }
    for error in errors {
      #expect(error == SocketError(.unusableArgument, operation: .sendFile))
    }
  }

  @Test(arguments: [1, 3, 7], [EPIPE, ECONNRESET, EIO])
  func `a failure in the middle tells how far it got, and the file's position does`(
    turn: Int,
    number: Int32
  ) async throws {
    let (outcome, position) = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.tcpIPv4.connectedPair()
      let outcome = try observe(under: [
        .failing(.sendfile, number, at: turn...turn), .init(.sendfile, turns: everyTurn, .short(2)),
      ]) { try pair.first.sendFile(file, offset: 1) }
      return (outcome, try readingPosition(of: file))
    }
    let sent = (turn - 1) * 2
    #expect(
      outcome.error
        == SocketError(.init(errno: number), operation: .sendFile, transferred: sent)
    )
    #expect(outcome.record[.sendfile] == turn)
    #expect(position == Int64(1 + sent))
  }

  @Test(arguments: Wire.streams)
  func `a peer that is gone is an error and no signal`(wire: Wire) async throws {
    try wire.demand()
    let error = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try wire.connectedPair()
      let first = pair.first
      try pair.second.close()
      for _ in 1...2 { _ = try? first.sendFile(file) }
      return try socketError { try first.sendFile(file) }
    }
    #expect(error == SocketError(.brokenPipe, operation: .sendFile))
  }

  @Test func `a peer that does not receive costs the time, and tells how far it got`() async throws
  {
    let bytes = [UInt8](repeating: 7, count: 16 << 20)
    let (outcome, position) = try await withFile(bytes) { path in
      let file = try openForReading(path)
      let pair = try Wire.tcpIPv4.connectedPair()
      try pair.first.setTimeout(.milliseconds(30))
      let outcome = try observe { try pair.first.sendFile(file) }
      return (outcome, try readingPosition(of: file))
    }
    let transferred = outcome.error?.transferred ?? 0
    #expect(outcome.error?.code == .timedOut)
    #expect(transferred > 0)
    #expect(position == Int64(transferred))
    #expect(outcome.elapsed >= .milliseconds(30))
    #expect(outcome.elapsed < Outcome.elapsedMax)
  }

  @Test func `a piece that is not ready at first or interrupted is sent again`() async throws {
    let (outcome, received) = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.tcpIPv4.connectedPair()
      try pair.first.setTimeout(.seconds(40))
      let outcome = try observe(under: [
        .failing(.sendfile, EAGAIN), .failing(.sendfile, EINTR, at: 2...3),
      ]) { try pair.first.sendFile(file) }
      return (outcome, try pair.second.receive(atMost: 99))
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.poll] == 1)
    #expect(received == Self.contents)
  }

  @Test func `the interruption handler is asked between pieces`() async throws {
    let outcome = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.tcpIPv4.connectedPair()
      let short = FakeKernel.Fault(.sendfile, turns: everyTurn, .short(3))
      return try observe(under: [short]) {
        try withInterruptionHandler { () throws(SocketError) in
          throw SocketError(.unusableArgument, operation: "handle")
        } _: { () throws(SocketError) in
          _ = try pair.first.sendFile(file)
        }
      }
    }
    #expect(
      outcome.error
        == SocketError(.unusableArgument, operation: "handle", transferred: 3)
    )
    #expect(outcome.record[.sendfile] == 1)
  }
}
