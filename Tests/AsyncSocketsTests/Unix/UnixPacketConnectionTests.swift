import AsyncSockets
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)), .needs(.unixSequencedPackets))
struct UnixPacketConnectionTests {
  @Test func `packets keep their boundaries, and the end comes after the last`() async throws {
    try await withLoops { loops in
      let listener = try UnixPacketListener(at: .unnamed, on: loops[0])
      let address = try #require(try listener.localAddress.unix)
      let client = try await UnixPacketConnection.connect(to: address, on: loops[0])
      let server = try await listener.accept()
      #expect(server.peer == SocketAddress(.unnamed))
      try await client.send([1, 2, 3])
      try await client.sendMessage(gathering: [[4], [5]])
      try await client.sendDescriptors([0], with: [6])
      try await client.finishWriting()
      #expect(try await server.receive(atMost: 2) == [1, 2])
      #expect(try await server.receive(atMost: 9) == [4, 5])
      #expect(try await server.receiveDescriptors(atMost: 1, bytes: 9).bytes == [6])
      #expect(try await server.receive(atMost: 9) == [])
      try await server.send([7])
      #expect(try await client.receive(atMost: 9) == [7])
      await server.close()
      #expect(try await client.receive(atMost: 9) == [])
      await expect(.brokenPipe, .send) { try await client.send([8]) }
      await client.close()
      await listener.close()
    }
  }

  @Test func `a sender waits for a peer that does not receive`() async throws {
    try await withLoops(2) { loops in
      let ends = try Socket.pair(.sequencedPacket)
      let first = try UnixPacketConnection(adopting: ends.first, on: loops[0])
      let second = try UnixPacketConnection(adopting: ends.second, on: loops[1])
      let packet = [UInt8].counting(1000)
      try await concurrently {
        for _ in 0..<2000 { try await first.send(packet) }
        try await first.finishWriting()
      } _: {
        var count = 0
        while case let bytes = try await second.receive(atMost: 2000), !bytes.isEmpty {
          #expect(bytes == packet)
          count += 1
        }
        #expect(count == 2000)
      }
      await first.close()
      await second.close()
    }
  }

  @Test func `a socket of another type is refused`() async throws {
    try await withLoops { loops in
      await expect(.unusableArgument, .adopt) {
        _ = try UnixPacketConnection(adopting: Socket(.unix, .stream), on: loops[0])
      }
      await expect(.unusableArgument, .adopt) {
        _ = try UnixPacketListener(adopting: Socket(.unix, .stream), on: loops[0])
      }
    }
  }
}
