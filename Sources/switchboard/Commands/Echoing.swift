import AsyncSockets
import EventLoops
import SocketServers
import SocketAddresses
import Sockets

/// What `switchboard echo` does with whoever comes, for each kind of address.
struct Echoing: Sendable {
  /// Whether ASCII letters come back in upper case.
  let isUpper: Bool
  private let errors = ClientErrors()

  init(isUpper: Bool) {
    self.isUpper = isUpper
  }

  /// The largest message over a Unix socket, in bytes; what is larger is cut.
  ///
  /// By default the kernel lets senders have some 416 KiB (`net.core.wmem_max`, doubled).
  static let messageBytesMax = 1 << 20
  /// How long the receiver of an answer in a datagram may let the others wait, where its queue is
  /// full; then the answer is dropped.
  static let datagramPatience = Duration.milliseconds(100)

  /// Binds an address, and whatever a name in it stands for.
  ///
  /// - Parameters:
  ///   - address: where.
  ///   - loops: share the work.
  /// - Returns: for each socket address that was found, its service or why there is none.
  func bind(
    _ address: ListenAddress,
    on loops: [EventLoop]
  ) async -> [Result<Service, any Error>] {
    switch address {
    case .tcp(let endpoint): await bindEach(of: endpoint, .stream) { try tcp($0, loops) }
    case .udp(let endpoint): await bindEach(of: endpoint, .datagram) { try udp($0, loops) }
    case .unix(let address): [Result { try unix(address, loops) }]
    case .unixDatagram(let address): [Result { try unixDatagram(address, loops) }]
    case .unixSequencedPackets(let address): [Result { try unixPackets(address, loops) }]
    }
  }

  private func bindEach(
    of endpoint: Endpoint,
    _ type: SocketType,
    _ bind: (IPBinding) throws -> Service
  ) async -> [Result<Service, any Error>] {
    do {
      return try await IPBinding.all(of: endpoint, type).map { binding in
        Result { try bind(binding) }
      }
    } catch {
      return [.failure(error)]
    }
  }
}

// Connections.
extension Echoing {
  private func tcp(_ binding: IPBinding, _ loops: [EventLoop]) throws -> Service {
    let listeners = try binding.listen(on: loops)
    let bound = BoundAddress(transport: .tcp, address: try listeners[0].localAddress)
    return Service(at: bound, listeners) { listener in
      try await serveStreams(of: listener)
    }
  }

  private func unix(_ address: UnixAddress, _ loops: [EventLoop]) throws -> Service {
    UnixSocketFile.removeDead(at: address)
    let listener = try UnixListener(at: address, on: loops[0])
    let bound = BoundAddress(transport: .unix, address: SocketAddress(address))
    return Service(at: bound, [listener], file: UnixSocketFile(of: address)) { listener in
      try await serveStreams(of: listener, onto: loops)
    }
  }

  private func unixPackets(_ address: UnixAddress, _ loops: [EventLoop]) throws -> Service {
    UnixSocketFile.removeDead(at: address)
    let listener = try UnixPacketListener(at: address, on: loops[0])
    let bound = BoundAddress(transport: .unixSequencedPackets, address: SocketAddress(address))
    return Service(at: bound, [listener], file: UnixSocketFile(of: address)) { listener in
      try await listener.serve(onto: loops, onError: errors.report) { connection in
        try await answerPackets(of: connection)
      }
    }
  }

  private func serveStreams(of listener: TCPListener) async throws {
    if isUpper {
      try await listener.serve(onError: errors.report) { connection in
        try await Self.answerInUpperCase(connection)
      }
    } else {
      try await listener.serve(onError: errors.report) { connection in
        while let received = try await connection.receive() { try await connection.write(received) }
      }
    }
  }

  private func serveStreams(of listener: UnixListener, onto loops: [EventLoop]) async throws {
    if isUpper {
      try await listener.serve(onto: loops, onError: errors.report) { connection in
        try await Self.answerInUpperCase(connection)
      }
    } else {
      try await listener.serve(onto: loops, onError: errors.report) { connection in
        while let received = try await connection.receive() { try await connection.write(received) }
      }
    }
  }

  /// Sends back what a stream brings, with ASCII letters in upper case, to its end.
  private static func answerInUpperCase(_ connection: StreamConnection) async throws {
    while let received = try await connection.receive() {
      try await connection.write(UpperCase.bytes(of: received.bytes))
    }
  }

  private func answerPackets(of connection: UnixPacketConnection) async throws {
    while true {
      let packet = try await connection.receive(atMost: Self.messageBytesMax)
      guard !packet.isEmpty else { return }
      try await connection.send(answer(to: packet))
    }
  }
}

// Datagrams.
extension Echoing {
  private func udp(_ binding: IPBinding, _ loops: [EventLoop]) throws -> Service {
    let sockets = try binding.receive(on: loops)
    let bound = BoundAddress(transport: .udp, address: try sockets[0].localAddress)
    return Service(at: bound, sockets) { socket in
      try await answerDatagrams(of: socket, bytesMax: UDPSocket.datagramBytesMax)
    }
  }

  private func unixDatagram(_ address: UnixAddress, _ loops: [EventLoop]) throws -> Service {
    UnixSocketFile.removeDead(at: address)
    let socket = try UnixDatagram(at: address, on: loops[0])
    let bound = BoundAddress(transport: .unixDatagram, address: SocketAddress(address))
    return Service(at: bound, [socket], file: UnixSocketFile(of: address)) { socket in
      try await answerDatagrams(of: socket, bytesMax: Self.messageBytesMax)
    }
  }

  /// Answers whoever can be answered, until the socket is closed or the task cancelled.
  ///
  /// An answer that does not reach its receiver is that one's loss and no error.
  private func answerDatagrams(of socket: some SocketCalls, bytesMax: Int) async throws {
    while true {
      do throws(SocketError) {
        let (datagram, sender) = try await socket.receiveFrom(atMost: bytesMax)
        guard let sender else { continue }
        let deadline = Deadline.after(Self.datagramPatience)
        _ = try? await socket.send(answer(to: datagram), to: sender, deadline: deadline)
      } catch {
        guard error.code != .closed, error.code != .cancelled else { return }
        throw error
      }
    }
  }

  private func answer(to message: [UInt8]) -> [UInt8] {
    isUpper ? UpperCase.bytes(of: message) : message
  }
}
