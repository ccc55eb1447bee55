import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// `sendFile` of what sendfile(2) cannot send.
struct SocketSendFileReadingTests {
  static let contents = Array("0123456789abcdefghij".utf8)

  @Test(arguments: [EINVAL, EOPNOTSUPP, ENOSYS])
  func `a file system that cannot do it is read`(number: Int32) async throws {
    let (outcome, position, received) = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.unixStream.connectedPair()
      let outcome = try observe(under: [.failing(.sendfile, number)]) {
        try pair.first.sendFile(file, offset: 2, count: 5)
      }
      return (outcome, try readingPosition(of: file), try pair.second.receive(atMost: 99))
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.sendfile] == 1)
    #expect(position == 7)
    #expect(received == Array("23456".utf8))
  }

  @Test func `a file that sendfile has begun is not read`() async throws {
    let outcome = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.unixStream.connectedPair()
      return try observe(under: [
        .init(.sendfile, .short(4)), .failing(.sendfile, EINVAL, at: 2...2),
      ]) { try pair.first.sendFile(file) }
    }
    #expect(
      outcome.error
        == SocketError(.invalidArgument, operation: .sendFile, transferred: 4)
    )
    #expect(outcome.record[.pread] == 0)
  }

  @Test func `a file that cannot say what it is is read`() async throws {
    let (outcome, received) = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.unixStream.connectedPair()
      let outcome = try observe(under: [.failing(.fstat, EIO)]) { try pair.first.sendFile(file) }
      return (outcome, try pair.second.receive(atMost: 99))
    }
    #expect(outcome.error == nil)
    #expect(outcome.record[.sendfile] == 0)
    #expect(received == Self.contents)
  }

  @Test func `a pipe is read from where it is to its end`() async throws {
    let (count, received) = try await onThread {
      let pipe = try openPipe()
      let pair = try Wire.unixStream.connectedPair()
      // SAFETY: bytes have no padding.
      _ = try unsafe System.write(pipe.writer, Self.contents.span.bytes)
      let first = try pair.first.sendFile(pipe.reader, count: 4)
      let reader = pipe.reader
      try pipe.writer.close()
      let rest = try pair.first.sendFile(reader)
      return ([first, rest], try pair.second.receive(atMost: 99))
    }
    #expect(count == [4, 16])
    #expect(received == Self.contents)
  }

  @Test func `a file of the kernel's, whose size is told as 0, is sent`() async throws {
    let (count, received) = try await onThread {
      let file = try openForReading("/proc/self/status")
      let pair = try Wire.unixStream.connectedPair()
      let count = try pair.first.sendFile(file)
      return (count, try pair.second.receive(atMost: 1 << 16))
    }
    #expect(count > 0)
    #expect(received.count == count)
    #expect(received.starts(with: "Name:".utf8))
  }

  @Test func `a file that cannot be read is an error of sending it`() async throws {
    let outcome = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.unixStream.connectedPair()
      return try observe(under: [
        .failing(.sendfile, EINVAL), .failing(.pread, EIO, at: 2...2), .init(.pread, .short(6)),
      ]) { try pair.first.sendFile(file) }
    }
    #expect(
      outcome.error
        == SocketError(.inputOutputError, operation: .sendFile, transferred: 6)
    )
  }

  @Test func `a send that fails in the middle of a piece is counted to the byte`() async throws {
    let (outcome, position) = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.unixStream.connectedPair()
      let outcome = try observe(under: [
        .failing(.sendfile, EINVAL), .init(.pread, turns: everyTurn, .short(6)),
        .failing(.send, EPIPE, at: 4...4), .init(.send, turns: everyTurn, .short(4)),
      ]) { try pair.first.sendFile(file) }
      return (outcome, try readingPosition(of: file))
    }
    // Two pieces of 6, the first sent as 4 and 2, the second broken off after 4.
    #expect(outcome.error?.code == .brokenPipe)
    #expect(outcome.error?.transferred == 10)
    #expect(position == 10)
  }

  @Test func `the interruption handler is asked between the pieces that are read`() async throws {
    let outcome = try await withFile(Self.contents) { path in
      let file = try openForReading(path)
      let pair = try Wire.unixStream.connectedPair()
      let faults: [FakeKernel.Fault] = [
        .failing(.sendfile, EINVAL), .init(.pread, turns: everyTurn, .short(6)),
      ]
      return try observe(under: faults) {
        try withInterruptionHandler { () throws(SocketError) in
          throw SocketError(.unusableArgument, operation: "handle")
        } _: { () throws(SocketError) in
          _ = try pair.first.sendFile(file)
        }
      }
    }
    #expect(
      outcome.error == SocketError(.unusableArgument, operation: "handle", transferred: 6)
    )
  }
}
