import ByteStreams
import Sockets
import SystemCalls
import TestSupport
import Testing

/// What sockets add to the promises of every stream, which `BlockingByteStreamTests` checks.
@Suite struct SocketByteStreamTests {
  typealias ReaderError = BufferedReaderError<SocketError>

  @Test(arguments: [Duration.zero, .milliseconds(1)])
  func `a reader goes on after a timeout in the middle of a line`(timeout: Duration) async throws {
    try await onThread {
      let pair = try Socket.pair()
      try pair.first.setTimeout(timeout)
      var reader = BlockingReader(pair.first)
      try pair.second.sendAll("hal")
      let error = #expect(throws: ReaderError.self) { try reader.readLine() }
      #expect(error?.code == (timeout == .zero ? .wouldBlock : .timedOut))
      try pair.second.sendAll("f\nexact")
      #expect(try reader.readLineText() == "half")
      #expect(throws: ReaderError.self) { try reader.readExactly(7) }
      try pair.second.sendAll("ly")
      #expect(try reader.readExactly(7) == Array("exactly".utf8))
    }
  }

  @Test func `a reset comes after the bytes before it`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      var reader = BlockingReader(pair.first)
      try pair.second.sendAll("last")
      try FakeKernel.run([.init(.recv, turns: 2...2, .failure(.connectionReset))]) { () throws in
        let error = #expect(throws: ReaderError.self) { try reader.readLine() }
        #expect(error?.code == .connectionReset)
      }
      #expect(try reader.read(atMost: 10) == Array("last".utf8))
    }
  }

  @Test func `a read is one system call, and a line from the buffer none`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      var reader = BlockingReader(pair.first)
      try pair.second.sendAll("one\ntwo\nthree")
      let record = try FakeKernel.run([]) { () throws in
        #expect(try reader.readLineText() == "one")
        #expect(try reader.readLineText() == "two")
        #expect(try reader.read(atMost: 100) == Array("three".utf8))
      }
      #expect(record[.recv] == 1)
    }
  }

  @Test func `writing nothing is no system call`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      let owned = pair.first
      let shared = SharedSocket(pair.second)
      let record = try FakeKernel.run([]) { () throws in
        try owned.write([])
        try shared.write("")
      }
      #expect(record[.send] == 0)
    }
  }

  @Test func `a write goes on where the kernel takes part`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      let record = try FakeKernel.run([.init(.send, turns: 1...3, .short(2))]) { () throws in
        try pair.first.write("abcdefgh")
      }
      #expect(record[.send] == 4)
      #expect(try pair.second.receive(atMost: 100) == Array("abcdefgh".utf8))
    }
  }

  @Test func `a write that fails in the middle tells how much went, and the writer stays broken`()
    async throws
  {
    try await onThread {
      let pair = try Socket.pair()
      var writer = BlockingWriter(pair.first)
      try writer.write("abcdefgh")
      try FakeKernel.run([
        .init(.send, turns: 1...1, .short(3)),
        .init(.send, turns: 2...2, .failure(.connectionReset)),
      ]) { () throws in
        let error = #expect(throws: SocketError.self) { try writer.flush() }
        #expect(error?.code == .connectionReset)
        #expect(error?.transferred == 3)
      }
      let error = #expect(throws: SocketError.self) { try writer.write("more") }
      #expect(error == writer.failure)
      #expect(try pair.second.receive(atMost: 100) == Array("abc".utf8))
    }
  }

  @Test func `a finished writer ends the peer's reading and reads on`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      var writer = BlockingWriter(pair.first)
      var peer = BlockingReader(pair.second)
      try writer.write("request")
      try writer.finish()
      #expect(try peer.readAll(maximumBytes: 100) == Array("request".utf8))
      try peer.base.write("answer\n")
      var reader = BlockingReader(writer.intoBase().base)
      #expect(try reader.readLineText() == "answer")
    }
  }

  @Test func `a socket is itself again after its reader`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      try pair.second.sendAll("line\nleft")
      var reader = BlockingReader(pair.first)
      #expect(try reader.readLineText() == "line")
      let parts = reader.intoBase()
      #expect(parts.unreadBytes == Array("left".utf8))
      try parts.base.sendAll("mine")
      #expect(try pair.second.receive(atMost: 100) == Array("mine".utf8))
    }
  }
}

extension BufferedReaderError<SocketError> {
  /// The code of the socket's error, where it is one.
  fileprivate var code: SocketError.Code? {
    guard case .stream(let error) = self else { return nil }
    return error.code
  }
}
