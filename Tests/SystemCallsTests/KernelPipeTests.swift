import CPlatform
import SystemCalls
import TestSupport
import Testing

struct KernelPipeTests {
  private static let capacity = 64 << 10

  @Test func `bytes of a socket come to their place in a file, and to memory, in order`()
    async throws
  {
    try await temporaryDirectory { directory in
      let file = try openFile(directory + "/file", containing: Array("0123456789".utf8))
      let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
      let pipe = try KernelPipe(capacity: Self.capacity)
      #expect(throws: Errno.wouldBlock) { try pipe.takeIn(from: pair.second, atMost: 9) }
      try pair.first.send(Array("abcdef".utf8))
      #expect(try pipe.takeIn(from: pair.second, atMost: 5) == 5)
      #expect(try pipe.takeIn(from: pair.second, atMost: 5) == 1)
      #expect(try pipe.giveOut(to: file, at: 2, atMost: 3) == 3)
      #expect(try file.read(20, at: 0).bytes == Array("01abc56789".utf8))
      #expect(try System.lseek(file, 0, from: .current) == 0)
      #expect(try pipe.giveOut(atMost: 20) == Array("def".utf8))
      try System.shutdown(pair.first, Int32(SHUT_WR))
      #expect(try pipe.takeIn(from: pair.second, atMost: 9) == 0)
    }
  }

  @Test func `a pipe that is full takes no more, until it is given out`() async throws {
    try await temporaryDirectory { directory in
      let file = try openFile(directory + "/file", containing: [])
      let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
      let pipe = try KernelPipe(capacity: Self.capacity)
      // However small they are, each has a page of the pipe.
      var count = 0
      while count < 1000 {
        try pair.first.send([UInt8(truncatingIfNeeded: count)])
        do throws(Errno) { count += try pipe.takeIn(from: pair.second, atMost: 9) } catch {
          #expect(error == .wouldBlock)
          break
        }
      }
      #expect((1..<1000).contains(count))
      var given = 0
      while given < count {
        given += try pipe.giveOut(to: file, at: Int64(given), atMost: count - given)
      }
      #expect(try pipe.takeIn(from: pair.second, atMost: 9) == 1)
      #expect(try pipe.giveOut(to: file, at: Int64(given), atMost: 1) == 1)
      let expected = (0...count).map { UInt8(truncatingIfNeeded: $0) }
      #expect(try file.read(2000, at: 0).bytes == expected)
    }
  }

  @Test func `what is no stream, and a file that is appended to, are refused`() async throws {
    try await temporaryDirectory { directory in
      let pipe = try KernelPipe(capacity: Self.capacity)
      let event = try System.eventfd()
      #expect(throws: Errno.invalidArgument) { try pipe.takeIn(from: event, atMost: 1) }
      let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
      try pair.first.send([1])
      #expect(try pipe.takeIn(from: pair.second, atMost: 1) == 1)
      _ = try openFile(directory + "/file", containing: [])
      let file = try System.open(Array((directory + "/file").utf8), [.writeOnly, .append])
      #expect(throws: Errno.invalidArgument) { try pipe.giveOut(to: file, at: 0, atMost: 1) }
    }
  }
}
