import AsyncSockets
import Sockets
import SystemCalls
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct UnixConnectionTests {
  @Test func `a connection by path is the listener's peer`() async throws {
    try await withLoops { loops in
      try await temporaryDirectory { directory in
        let address = try UnixAddress(path: directory + "/socket")
        let source = try UnixAddress(path: directory + "/source")
        let listener = try UnixListener(at: address, on: loops[0])
        let client = try await UnixConnection.connect(to: address, from: source, on: loops[0])
        let server = try await listener.accept()
        #expect(try client.peerAddress == SocketAddress(address))
        #expect(try client.localAddress == SocketAddress(source))
        #expect(server.peer == SocketAddress(source))
        #expect(client.peer == nil)
        try await client.write([1, 2, 3])
        #expect(try await server.read(atMost: 9) == [1, 2, 3])
        for handle in [listener, client, server] as [SocketHandle] { await handle.close() }
      }
    }
  }

  @Test func `an abstract name needs no file, and the kernel chooses one`() async throws {
    try await withLoops { loops in
      let listener = try UnixListener(at: .unnamed, on: loops[0])
      let address = try listener.unixAddress
      #expect(address.abstractName?.isEmpty == false)
      let client = try await UnixConnection.connect(to: address, on: loops[0])
      let server = try await listener.accept()
      #expect(server.peer == SocketAddress(.unnamed))
      await client.close()
      #expect(try await server.read(atMost: 9) == [])
      await server.close()
      await listener.close()
    }
  }

  @Test func `nobody listens where there is no file, or no socket behind it`() async throws {
    try await withLoops { loops in
      try await temporaryDirectory { directory in
        let address = try UnixAddress(path: directory + "/socket")
        await expect(.noSuchFile, .connect) {
          _ = try await UnixConnection.connect(to: address, on: loops[0])
        }
        await (try UnixListener(at: address, on: loops[0])).close()
        await expect(.connectionRefused, .connect) {
          _ = try await UnixConnection.connect(to: address, on: loops[0])
        }
        await expect(.addressInUse, .bind) { _ = try UnixListener(at: address, on: loops[0]) }
      }
    }
  }

  @Test func `a listener whose queue is full is told at once`() async throws {
    try await withLoops { loops in
      let listener = try UnixListener(at: .unnamed, backlog: 0, on: loops[0])
      let address = try listener.unixAddress
      let waiting = try await UnixConnection.connect(to: address, on: loops[0])
      await expect(.wouldBlock, .connect) {
        _ = try await UnixConnection.connect(to: address, on: loops[0])
      }
      await waiting.close()
      await listener.close()
    }
  }

  @Test func `the ends of a pair carry descriptors both ways`() async throws {
    try await withLoops { loops in
      let ends = try UnixConnection.pair(on: loops[0])
      for (from, to) in [(ends.first, ends.second), (ends.second, ends.first)] {
        let file = try temporaryFile([1, 2, 3])
        try await from.sendDescriptors([file.number, file.number], with: [7])
        var received = try await to.receiveDescriptors(atMost: 2, bytes: 10)
        #expect(received.bytes == [7])
        #expect(received.control.descriptorCount == 2)
        while let descriptor = received.control.takeDescriptor() {
          let content = try withNewArray(capacity: 9) { output throws(Errno) in
            _ = try System.pread(descriptor, into: &output, offset: 0)
          }
          #expect(content == [1, 2, 3])
        }
      }
      await ends.first.close()
      await ends.second.close()
    }
  }

  @Test(arguments: ReadingCall.allCases)
  func `bytes that came with descriptors do not hide the bytes behind them`(
    call: ReadingCall
  ) async throws {
    try await withLoops { loops in
      let ends = try UnixConnection.pair(on: loops[0])
      let file = try temporaryFile([])
      // Once the reader has waited, its loop knows of the descriptor, and is told once.
      try await ends.first.write([0])
      #expect(try await call.read(ends.second) == [0])
      async let waited = call.read(ends.second)
      while await !ends.second.isWaitingToRead { await Task.yield() }
      try await ends.first.eventLoop.run {
        try await ends.first.sendDescriptors([file.number], with: [1])
        try await ends.first.write([2])
      }
      var bytes = try await waited
      while bytes.count < 2 {
        bytes += try await call.read(ends.second, until: .after(.seconds(5)))
      }
      #expect(bytes == [1, 2])
      await ends.first.close()
      await ends.second.close()
    }
  }

  @Test func `the peer's process is known`() async throws {
    try await withLoops { loops in
      let ends = try UnixConnection.pair(on: loops[0])
      #expect(try ends.first[.peerCredentials].processID == Credentials.current.processID)
      await ends.first.close()
      await ends.second.close()
    }
  }

  @Test(arguments: [SocketType.datagram, .sequencedPacket])
  func `a socket that is no stream is refused, and closed`(type: SocketType) async throws {
    try await withLoops { loops in
      await expect(.unusableArgument, .adopt) {
        _ = try UnixConnection(adopting: Socket(.unix, type), on: loops[0])
      }
      await expect(.unusableArgument, .adopt) {
        _ = try UnixListener(adopting: Socket(.unix, type), on: loops[0])
      }
      await expect(.unusableArgument, .adopt) {
        _ = try UnixConnection(adopting: Socket(.inet, .stream), on: loops[0])
      }
    }
  }
}
