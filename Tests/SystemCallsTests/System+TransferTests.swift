import CPlatform
import SystemCalls
import TestSupport
import Testing

struct SystemTransferTests {
  @Test func `bytes arrive in the order in which they were sent`() throws {
    let connection = try Connection()
    let sent = try connection.client.send([1, 2, 3]) + connection.client.send([4])
    #expect(sent == 4)
    let received = try connection.server.receive(10)
    #expect(received == Received(count: 4, bytes: [1, 2, 3, 4]))
  }

  @Test func `the end of a stream is a count of 0, and so is an empty datagram`() throws {
    let stream = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try System.shutdown(stream.first, Int32(SHUT_WR))
    let end = try stream.second.receive(4)
    #expect(end == Received(count: 0, bytes: []))
    let datagrams = try System.socketpair(AF_UNIX, SocketKind.datagram, 0)
    let sent = try datagrams.first.send([])
    let empty = try datagrams.second.receive(4)
    #expect(sent == 0)
    #expect(empty == Received(count: 0, bytes: []))
  }

  @Test(arguments: [(0, 4), (2, 2), (3, 1), (4, 0)])
  func `only the free part of a buffer is filled`(_ filled: Int, _ free: Int) throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try pair.first.send([1, 2, 3, 4, 5])
    let received = try Received(capacity: 4, filled: filled) { buffer throws(Errno) in
      try System.recv(pair.second, into: &buffer, flags: 0)
    }
    #expect(received.count == free)
    #expect(received.bytes == [UInt8](repeating: 0xAA, count: filled) + [1, 2, 3, 4].prefix(free))
  }

  @Test func `peeking leaves the bytes there`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try pair.first.send([1, 2])
    let peeked = try pair.second.receive(4, flags: Int32(MSG_PEEK))
    let received = try pair.second.receive(4)
    #expect(peeked == received)
  }

  @Test func `a datagram that is too long is cut, and asked for its length tells it`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.datagram, 0)
    try pair.first.send([1, 2, 3, 4, 5])
    try pair.first.send([6, 7, 8])
    let cut = try pair.second.receive(2)
    #expect(cut == Received(count: 2, bytes: [1, 2]))
    let counted = try pair.second.receive(2, flags: Int32(MSG_TRUNC))
    #expect(counted == Received(count: 3, bytes: [6, 7]))
  }

  @Test func `bytes that TCP discards are zeros and not what was in memory`() throws {
    let connection = try Connection()
    try connection.client.send([1, 2, 3, 4])
    let discarded = try connection.server.receive(3, flags: Int32(MSG_TRUNC))
    #expect(discarded == Received(count: 3, bytes: [0, 0, 0]))
    let rest = try connection.server.receive(3)
    #expect(rest == Received(count: 1, bytes: [4]))
  }

  @Test func `a datagram comes with its sender, a stream's bytes with none`() throws {
    let receiver = try System.socket(AF_INET, SocketKind.datagram, 0)
    try receiver.bind(loopbackAddress())
    let sender = try System.socket(AF_INET, SocketKind.datagram, 0)
    try sender.bind(loopbackAddress())
    let sent = try sender.send([1, 2], to: receiver.localAddress())
    let datagram = try receiver.receiveFrom(4)
    let address = try sender.localAddress()
    #expect(sent == 2)
    #expect(datagram.received.bytes == [1, 2])
    #expect(datagram.sender == address)
    let connection = try Connection()
    try connection.client.send([3])
    let piece = try connection.server.receiveFrom(4)
    #expect(piece.received.bytes == [3])
    #expect(piece.sender == [])
  }

  @Test func `a call that finds nothing says so and fills nothing`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try System.setNonBlocking(pair.first, true)
    #expect(throws: Errno.wouldBlock) { try pair.first.receive(4) }
    #expect(throws: Errno.wouldBlock) { try pair.first.receiveFrom(4) }
    #expect(throws: Errno.wouldBlock) { try pair.first.read(4) }
  }

  @Test func `a descriptor that is no socket is refused`() throws {
    let event = try System.eventfd()
    #expect(throws: Errno.notSocket) { try event.send([1]) }
    #expect(throws: Errno.notSocket) { try event.send([1], to: loopbackAddress()) }
    #expect(throws: Errno.notSocket) { try event.receive(1) }
    #expect(throws: Errno.notSocket) { try event.receiveFrom(1) }
  }

  @Test func `reading and writing move bytes of any descriptor`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let written = try pair.first.write([9, 8])
    let read = try pair.second.read(4)
    #expect(written == 2)
    #expect(read == Received(count: 2, bytes: [9, 8]))
  }

  @Test(arguments: SendingCall.allCases)
  func `a peer that is gone is an error and never SIGPIPE`(_ call: SendingCall) async throws {
    let isRaised = try await onThread {
      // Held back, so that one that was raised would be pending instead of ending the process.
      PipeSignal.setBlocked(true)
      let socket = try abandonedSocket()
      #expect(throws: Errno.brokenPipe) { try call.send([1], by: socket) }
      return PipeSignal.isPending
    }
    #expect(!isRaised)
  }
}

/// The calls that send with `MSG_NOSIGNAL`.
enum SendingCall: CaseIterable {
  case send
  case sendto
  case sendmsg
  case sendmsgGathering

  func send(_ bytes: [UInt8], by socket: borrowing FileDescriptor) throws(Errno) {
    switch self {
    case .send: try socket.send(bytes)
    case .sendto: try socket.send(bytes, to: [])
    case .sendmsg: try socket.sendMessage(bytes)
    case .sendmsgGathering: try socket.sendMessage(gathering: [bytes, bytes])
    }
  }
}
