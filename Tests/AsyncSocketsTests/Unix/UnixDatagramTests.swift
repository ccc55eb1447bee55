import AsyncSockets
import Sockets
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct UnixDatagramTests {
  @Test func `datagrams arrive whole, in order, and tell whom to answer`() async throws {
    try await withLoops { loops in
      let receiver = try UnixDatagram(at: .unnamed, on: loops[0])
      let sender = try UnixDatagram(at: .unnamed, on: loops[0])
      let anonymous = try UnixDatagram(on: loops[0])
      let address = try receiver.localAddress
      try await sender.send([1, 2], to: address)
      try await sender.send([], to: address)
      try await anonymous.send([3], to: address)
      var (bytes, from) = try await receiver.receiveFrom(atMost: 9)
      #expect(bytes == [1, 2])
      #expect(from == (try sender.localAddress))
      (bytes, from) = try await receiver.receiveFrom(atMost: 9)
      #expect(bytes == [])
      (bytes, from) = try await receiver.receiveFrom(atMost: 9)
      #expect(bytes == [3])
      #expect(from == nil)
      for handle in [receiver, sender, anonymous] { await handle.close() }
    }
  }

  @Test func `nobody receives where there is no socket`() async throws {
    try await withLoops { loops in
      let sender = try UnixDatagram(on: loops[0])
      let gone = try UnixDatagram(at: .unnamed, on: loops[0])
      let address = try gone.localAddress
      await gone.close()
      await expect(.connectionRefused, .send) { try await sender.send([1], to: address) }
      await expect(.connectionRefused, .connect) {
        try sender.connect(to: #require(address.unix))
      }
      await sender.close()
    }
  }

  /// How a datagram is sent.
  enum Sending: CaseIterable, Sendable {
    case toAddress, connected, messageToAddress, messageConnected
    case gatheredToAddress, gatheredConnected, descriptorsToAddress, descriptorsConnected

    var isConnected: Bool {
      switch self {
      case .connected, .messageConnected, .gatheredConnected, .descriptorsConnected: true
      default: false
      }
    }

    func send(
      _ number: UInt8,
      from socket: UnixDatagram,
      to address: SocketAddress,
      until deadline: Deadline
    ) async throws {
      let destination = isConnected ? nil : address
      switch self {
      case .toAddress: try await socket.send([number], to: address, deadline: deadline)
      case .connected: try await socket.send([number], deadline: deadline)
      case .messageToAddress, .messageConnected:
        try await socket.sendMessage([number], to: destination, deadline: deadline)
      case .gatheredToAddress, .gatheredConnected:
        try await socket.sendMessage(gathering: [[number]], to: destination, deadline: deadline)
      case .descriptorsToAddress, .descriptorsConnected:
        try await socket.sendDescriptors([0], with: [number], to: destination, deadline: deadline)
      }
    }
  }

  /// More than the queue of a receiver takes: net.unix.max_dgram_qlen is 10, or 512 on some
  /// systems.
  private static let datagramCount = 600

  @Test(arguments: Sending.allCases)
  func `a sender waits for a receiver whose queue is full, and nothing is lost`(
    sending: Sending
  ) async throws {
    try await withLoops(2) { loops in
      let receiver = try UnixDatagram(at: .unnamed, on: loops[0])
      let sender = try UnixDatagram(on: loops[1])
      let address = try receiver.localAddress
      if sending.isConnected { try sender.connect(to: #require(address.unix)) }
      try await concurrently {
        for number in 0..<Self.datagramCount {
          try await sending.send(
            UInt8(truncatingIfNeeded: number),
            from: sender,
            to: address,
            until: .after(.seconds(20))
          )
        }
      } _: {
        for number in 0..<Self.datagramCount {
          let bytes = try await receiver.receive(atMost: 9, deadline: .after(.seconds(20)))
          #expect(bytes == [UInt8(truncatingIfNeeded: number)])
        }
      }
      await sender.close()
      await receiver.close()
    }
  }

  @Test(arguments: Sending.allCases, Interruption.allCases)
  func `a sender that is interrupted before a full receiver has sent nothing`(
    sending: Sending,
    interruption: Interruption
  ) async throws {
    for caller in WatchedLoop.Caller.allCases {
      for turn in sending.isConnected ? 1...1 : 1...3 {
        let watched = try WatchedLoop()
        let receiver = try Socket(.unix, .datagram)
        try receiver.setTimeout(.zero)
        try receiver.bind(to: SocketAddress(.unnamed))
        let count = try fill(receiver)
        try await interrupt(turn, sending, to: receiver.localAddress, caller, interruption, watched)
        #expect(receiver.receiveAll() == [[UInt8]](repeating: [7], count: count))
        await watched.group.shutdown()
      }
    }
  }

  /// Sends to the receiver until its queue is full; how many that were.
  private func fill(_ receiver: borrowing Socket) throws -> Int {
    let other = try Socket(.unix, .datagram)
    try other.setTimeout(.zero)
    try other.beginConnecting(to: receiver.localAddress)
    var count = 0
    while (try? other.trySend([7])) != nil { count += 1 }
    return count
  }

  private func interrupt(
    _ turn: Int,
    _ sending: Sending,
    to address: SocketAddress,
    _ caller: WatchedLoop.Caller,
    _ interruption: Interruption,
    _ watched: WatchedLoop
  ) async throws {
    let sender = try UnixDatagram(on: watched.loop)
    if sending.isConnected { try sender.connect(to: #require(address.unix)) }
    let detached = DetachedSocket()
    let ending = try await watched.run(
      interruptingAt: turn,
      of: sending.isConnected ? sender : nil,
      from: caller,
      by: { interruption.begin($0, sender, watched, detached) },
      step: { watched.clock.advance(by: .milliseconds(1)) },
      call: {
        try await interruption.withTaskDeadline(on: watched.loop) {
          let deadline = interruption.deadline(on: watched.loop)
          try await sending.send(1, from: sender, to: address, until: deadline)
        }
      }
    )
    #expect(ending.error?.code == interruption.code, "\(caller), \(turn)")
    await (detached.taken() as Socket?)?.end()
    await sender.close()
  }
}

extension Socket {
  /// One call of send(2).
  fileprivate borrowing func trySend(_ bytes: [UInt8]) throws -> Int {
    try send(bytes)
  }

  /// What has arrived, datagram for datagram; the socket does not block.
  fileprivate borrowing func receiveAll() -> [[UInt8]] {
    var datagrams: [[UInt8]] = []
    while let datagram = try? receive(atMost: 9) { datagrams.append(datagram) }
    return datagrams
  }

  /// Closes the socket.
  consuming func end() {}
}
