import ByteStreams
import SocketAddresses
import Sockets
import Testing

@Suite struct BlockingByteStreamTests {
  @Test func `a connection in memory is a stream`() async throws {
    try await checkBlockingByteStream { BlockingMemoryStream.pair() }
  }

  @Test func `a pair of Unix sockets is a stream`() async throws {
    try await checkBlockingByteStream { try socketPair() }
  }

  @Test func `a pair of Unix sockets with a timeout is a stream`() async throws {
    try await checkBlockingByteStream {
      let pair = try socketPair()
      try pair.first.stream.setTimeout(.seconds(60))
      try pair.second.stream.setTimeout(.seconds(60))
      return pair
    }
  }

  @Test(arguments: [
    SocketAddress.ipv4(.loopback, port: 0),
    SocketAddress.ipv6(.loopback, port: 0),
  ])
  func `a TCP connection is a stream`(address: SocketAddress) async throws {
    try await checkBlockingByteStream { try tcpPair(address) }
  }

  @Test func `a shared socket is a stream`() async throws {
    try await checkBlockingByteStream {
      let pair = try Socket.pair()
      let first = StreamEnd(SharedSocket(pair.first))
      return StreamPair(first: first, second: StreamEnd(SharedSocket(pair.second)))
    }
  }
}

private func socketPair() throws -> StreamPair<Socket> {
  let pair = try Socket.pair()
  return StreamPair(first: StreamEnd(pair.first), second: StreamEnd(pair.second))
}

private func tcpPair(_ address: SocketAddress) throws -> StreamPair<Socket> {
  let listener = try Socket.createServer(at: address)
  let client = try Socket(address.family, .stream)
  try client.connect(to: listener.localAddress)
  return StreamPair(first: StreamEnd(client), second: StreamEnd(try listener.accept().socket))
}
