import CPlatform
import SystemCalls
import TestSupport
import Testing

struct SystemSocketsTests {
  @Test(arguments: [
    (AF_INET, SocketKind.stream), (AF_INET, SocketKind.datagram), (AF_UNIX, SocketKind.stream),
    (AF_UNIX, SocketKind.datagram),
  ])
  func `a socket has the family and type that were asked`(_ family: Int32, _ type: Int32) throws {
    let socket = try System.socket(family, type, 0)
    let domain = try socket.option(SOL_SOCKET, SO_DOMAIN)
    let kind = try socket.option(SOL_SOCKET, SO_TYPE)
    #expect(domain == [UInt8(family), 0, 0, 0])
    #expect(kind == [UInt8(type), 0, 0, 0])
  }

  @Test func `a family that does not exist is refused`() {
    #expect(throws: Errno(rawValue: EAFNOSUPPORT)) {
      _ = try System.socket(9999, SocketKind.stream, 0)
    }
    #expect(throws: Errno.notSupported) {
      _ = try System.socketpair(AF_INET, SocketKind.stream, 0)
    }
  }

  @Test func `a pair speaks both ways`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try pair.first.send([1])
    try pair.second.send([2])
    let received = try [pair.first.receive(2).bytes, pair.second.receive(2).bytes]
    #expect(received == [[2], [1]])
  }

  @Test func `each end of a connection names the other`() throws {
    let listener = try System.socket(AF_INET, SocketKind.stream, 0)
    try listener.bind(loopbackAddress())
    try System.listen(listener, 1)
    let client = try System.socket(AF_INET, SocketKind.stream, 0)
    try client.connect(listener.localAddress())
    let accepted = try listener.accept()
    let addresses = try [
      (client.localAddress(), accepted.peer),
      (client.localAddress(), accepted.descriptor.peerAddress()),
      (listener.localAddress(), client.peerAddress()),
      (accepted.descriptor.localAddress(), client.peerAddress()),
    ]
    for (local, peer) in addresses {
      #expect(local == peer)
      #expect(local.count == 16)
      #expect(Array(local[4..<8]) == [127, 0, 0, 1])
    }
  }

  @Test(arguments: [0, 1, 7, 16, 200])
  func `an address is cut to the room that it is given`(_ room: Int) throws {
    let listener = try System.socket(AF_INET, SocketKind.stream, 0)
    try listener.bind(loopbackAddress())
    try System.listen(listener, 1)
    let client = try System.socket(AF_INET, SocketKind.stream, 0)
    try client.connect(listener.localAddress())
    let whole = try client.localAddress()
    let local = try client.localAddress(room: room)
    let peer = try client.peerAddress(room: room)
    #expect(local == Array(whole.prefix(room)))
    #expect(peer.count == min(room, 16))
    let accepted = try listener.accept(room: room)
    #expect(accepted.peer == Array(whole.prefix(room)))
  }

  @Test func `an address that is taken is refused, and one that nobody listens on`() throws {
    let first = try System.socket(AF_INET, SocketKind.stream, 0)
    try first.bind(loopbackAddress())
    let address = try first.localAddress()
    let second = try System.socket(AF_INET, SocketKind.stream, 0)
    #expect(throws: Errno.addressInUse) { try second.bind(address) }
    #expect(throws: Errno(rawValue: ECONNREFUSED)) { try second.connect(address) }
    #expect(throws: Errno.invalidArgument) { try second.bind([]) }
    #expect(throws: Errno.invalidArgument) { try second.connect([2, 0]) }
  }

  @Test func `connecting without waiting is in progress, or done`() throws {
    let listener = try System.socket(AF_INET, SocketKind.stream, 0)
    try listener.bind(loopbackAddress())
    try System.listen(listener, 1)
    let client = try System.socket(AF_INET, SocketKind.stream, 0)
    try System.setNonBlocking(client, true)
    #expect(throws: Errno.inProgress) { try client.connect(listener.localAddress()) }
    let ready = try System.poll(client.number, Int16(POLLOUT), timeoutMilliseconds: -1)
    #expect(ready == Int16(POLLOUT))
    #expect(throws: Errno.alreadyConnected) {
      // The first call after the connection has come about reports that, the next that it was
      // there.
      try client.connect(listener.localAddress())
      try client.connect(listener.localAddress())
    }
  }

  @Test func `shutting down ends the stream for the peer, and once more is no error`() throws {
    let connection = try Connection()
    try System.shutdown(connection.client, Int32(SHUT_WR))
    try System.shutdown(connection.client, Int32(SHUT_WR))
    let end = try connection.server.receive(1)
    #expect(end.count == 0)
    #expect(throws: Errno.brokenPipe) { try connection.client.send([1]) }
    try connection.server.send([2])
    let received = try connection.client.receive(1)
    #expect(received.bytes == [2])
  }

  @Test func `a socket that is not connected has no peer and nothing to shut down`() throws {
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    #expect(throws: Errno.notConnected) { try socket.peerAddress() }
    #expect(throws: Errno.notConnected) { try System.shutdown(socket, Int32(SHUT_RDWR)) }
    #expect(throws: Errno.invalidArgument) { try System.shutdown(socket, 77) }
  }

  @Test func `what does not listen accepts nothing`() throws {
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    #expect(throws: Errno.invalidArgument) { _ = try socket.accept() }
    let datagrams = try System.socket(AF_INET, SocketKind.datagram, 0)
    #expect(throws: Errno.notSupported) { try System.listen(datagrams, 1) }
    try System.setNonBlocking(socket, true)
    try socket.bind(loopbackAddress())
    try System.listen(socket, 1)
    #expect(throws: Errno.wouldBlock) { _ = try socket.accept() }
  }

  @Test func `a Unix socket without a name has its family alone for an address`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let addresses = try [pair.first.localAddress(), pair.first.peerAddress()]
    #expect(addresses == [[UInt8(AF_UNIX), 0], [UInt8(AF_UNIX), 0]])
  }
}
