import AsyncSockets
import CPlatform
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct AsyncSocketTests {
  private static let loopback = SocketAddress.ipv4(.loopback, port: 0)

  @Test func `a stream is bound, listens, is connected, and carries bytes`() async throws {
    try await withLoops(2) { loops in
      let listener = try AsyncSocket(.inet, .stream, on: loops[0])
      try listener.bind(to: Self.loopback)
      try listener.listen(backlog: 5)
      let client = try AsyncSocket(.inet, .stream, on: loops[1])
      try await client.connect(to: listener.localAddress)
      let (server, peer) = try await listener.accept(onto: loops[1])
      #expect(peer == (try client.localAddress))
      #expect(server.eventLoop === loops[1])
      let bytes = [UInt8].counting(2_000_000)
      try await concurrently {
        try await client.sendAll(bytes)
        try client.shutdown(.sending)
      } _: {
        var received: [UInt8] = []
        while case let more = try await server.receive(atMost: 64 << 10), !more.isEmpty {
          received += more
        }
        #expect(received == bytes)
      }
      let file = try temporaryFile([1, 2, 3])
      #expect(try await server.sendFile(file, offset: 1) == 2)
      #expect(try await client.receive(atMost: 9, flags: .peek) == [2, 3])
      #expect(try await client.receive(atMost: 9) == [2, 3])
      for socket in [listener, client, server] { await socket.close() }
    }
  }

  @Test func `an empty datagram is sent and received`() async throws {
    try await withLoops { loops in
      let receiver = try AsyncSocket(.inet, .datagram, on: loops[0])
      try receiver.bind(to: Self.loopback)
      let sender = try AsyncSocket(.inet, .datagram, on: loops[0])
      try await sender.connect(to: receiver.localAddress)
      try await sender.sendAll([])
      try await sender.send([1])
      let (bytes, from) = try await receiver.receiveFrom(atMost: 9)
      #expect(bytes == [])
      #expect(from == (try sender.localAddress))
      #expect(try await receiver.receiveFrom(atMost: 0).bytes == [])
      await receiver.close()
      await sender.close()
    }
  }

  @Test func `an urgent byte, and its absence, lose nothing of the ordinary ones`() async throws {
    try await withLoops { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0])
      try await second.write([0])
      #expect(try await first.read(atMost: 9) == [0])
      async let waited = first.read(atMost: 9)
      while await !first.isWaitingToRead { await Task.yield() }
      try await second.write([1])
      #expect(try await waited == [1])
      await expect(.invalidArgument, .receive) {
        _ = try await first.receive(atMost: 1, flags: .outOfBand)
      }
      try await second.write([2])
      try await second.send([3], flags: .outOfBand)
      try await second.write([4])
      #expect(try await first.receive(atMost: 1, flags: .outOfBand, deadline: soon) == [3])
      var bytes: [UInt8] = []
      while bytes.count < 2 { bytes += try await first.read(atMost: 9, deadline: soon) }
      #expect(bytes == [2, 4])
      await first.close()
      await second.close()
    }
  }

  @Test func `a queue of errors that is empty hides no datagram`() async throws {
    try await withLoops { loops in
      let receiver = try AsyncSocket(.inet, .datagram, on: loops[0])
      try receiver.bind(to: Self.loopback)
      let receivesErrors = SocketOption<Bool>(.ipv4, IP_RECVERR, "IP_RECVERR", .boolean)
      try receiver.set(receivesErrors, to: true)
      let sender = try AsyncSocket(.inet, .datagram, on: loops[0])
      let address = try receiver.localAddress
      await expect(.timedOut, .receive) {
        _ = try await receiver.receive(atMost: 9, deadline: .after(.zero))
      }
      try await sender.send([1], to: address)
      await expect(.timedOut, .receive) {
        _ = try await receiver.receive(atMost: 9, flags: .errorQueue, deadline: .after(.zero))
      }
      #expect(try await receiver.receive(atMost: 9, deadline: soon) == [1])
      // Nobody is at the port: the refusal comes by the queue of errors.
      let gone = try AsyncSocket(.inet, .datagram, on: loops[0])
      try gone.bind(to: Self.loopback)
      let nowhere = try gone.localAddress
      await gone.close()
      try await receiver.send([7, 8], to: nowhere)
      var control = ControlBuffer(capacity: 512)
      let (bytes, message) = try await receiver.receiveMessage(
        atMost: 9,
        control: &control,
        flags: .errorQueue,
        deadline: soon
      )
      #expect(bytes == [7, 8])
      #expect(message.flags.contains(.errorQueue))
      await receiver.close()
      await sender.close()
    }
  }

  @Test(.needs(.rawSockets)) func `an echo request by a raw socket is answered`() async throws {
    try await withLoops { loops in
      let socket = try AsyncSocket(.inet, .raw, protocol: .icmp, on: loops[0])
      let identifier = UInt8.random(in: 1...255)
      try await socket.send(echoRequest(identifier), to: Self.loopback)
      while true {
        let (packet, sender) = try await socket.receiveFrom(atMost: 1500, deadline: soon)
        let header = Int(try #require(packet.first) & 0xf) * 4
        // Type 0 is an answer; our own request comes by as well, and others' answers.
        guard packet[header] == 0, packet[header + 5] == identifier else { continue }
        #expect(sender == Self.loopback)
        break
      }
      await socket.close()
    }
  }

  /// A deadline that a test which hangs comes to.
  private var soon: Deadline { .after(.seconds(10)) }

  /// An echo request of ICMP without data: type 8, code, checksum, identifier, sequence number.
  private func echoRequest(_ identifier: UInt8) -> [UInt8] {
    let checksum = ~(UInt16(8) << 8 + UInt16(identifier))
    return [8, 0, UInt8(checksum >> 8), UInt8(truncatingIfNeeded: checksum), 0, identifier, 0, 0]
  }
}
