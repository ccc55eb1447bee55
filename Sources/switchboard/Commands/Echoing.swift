import AsyncSockets
import EventLoops
import SocketAddresses
import SocketServers
import Sockets
import TLS

/// What `switchboard echo` does with whoever comes, for each kind of address.
struct Echoing: Sendable {
  /// Whether ASCII letters come back in upper case.
  let isUpper: Bool
  /// What holds for connections.
  let configuration: Server.Configuration
  /// From whom PROXY headers are taken, over TCP and TLS.
  let proxyProtocol: ProxyProtocolPolicy
  /// What accepts TLS connections; nil where no address asks for it.
  let tls: TLSServer?
  /// Share the work.
  let loops: EventLoopGroup
  /// Asks the servers of connections to end.
  let shutdown: ShutdownRequest
  private let errors = ClientErrors()

  init(
    isUpper: Bool,
    configuration: Server.Configuration,
    proxyProtocol: ProxyProtocolPolicy,
    tls: TLSServer?,
    loops: EventLoopGroup,
    shutdown: ShutdownRequest
  ) {
    self.isUpper = isUpper
    self.proxyProtocol = proxyProtocol
    self.tls = tls
    self.loops = loops
    self.shutdown = shutdown
    var configuration = configuration
    configuration.report = errors.report
    self.configuration = configuration
  }

  /// The largest message over a Unix socket, in bytes; what is larger is cut.
  ///
  /// By default the kernel lets senders have some 416 KiB (`net.core.wmem_max`, doubled).
  static let messageBytesMax = 1 << 20
  /// How long the receiver of an answer in a datagram may let the others wait, where its queue is
  /// full; then the answer is dropped.
  static let datagramPatience = Duration.milliseconds(100)

  /// Binds addresses, and whatever names in them stand for.
  ///
  /// - Parameter addresses: where.
  /// - Returns: what has become of each, with one server for all connections, so that its limits
  ///   count all of them.
  func bind(_ addresses: [ListenAddress]) async -> Binding {
    var binding = Binding()
    var streams: [BoundListener] = []
    for address in addresses { await bind(address, &binding, &streams) }
    guard !streams.isEmpty else { return binding }
    do {
      let server = try Server(
        bound: streams,
        configuration: configuration,
        loops: loops,
        shutdown: shutdown
      )
      binding.services.append(service(of: server))
    } catch {
      binding = Binding(failures: binding.failures + [Complaint(error)])
    }
    return binding
  }

  private func bind(
    _ address: ListenAddress,
    _ binding: inout Binding,
    _ streams: inout [BoundListener]
  ) async {
    switch address {
    case .tcp(let endpoint), .tls(let endpoint):
      await bindEach(of: endpoint, .stream, &binding) { each in
        (try tcp(each, isTLS: address.isTLS, &streams), nil)
      }
    case .udp(let endpoint):
      await bindEach(of: endpoint, .datagram, &binding) { try udp($0) }
    case .unix(let address):
      binding.add { (try unix(address, &streams), nil) }
    case .unixDatagram(let address):
      binding.add { try unixDatagram(address, loops.loops) }
    case .unixSequencedPackets(let address):
      binding.add { try unixPackets(address, loops.loops) }
    }
  }

  private func bindEach(
    of endpoint: Endpoint,
    _ type: SocketType,
    _ binding: inout Binding,
    _ bind: (IPBinding) throws -> (BoundAddress, Service?)
  ) async {
    do {
      for each in try await IPBinding.all(of: endpoint, type) { binding.add { try bind(each) } }
    } catch {
      binding.failures.append(Complaint(error))
    }
  }
}

// Connections.
extension Echoing {
  private func tcp(
    _ binding: IPBinding,
    isTLS: Bool,
    _ streams: inout [BoundListener]
  ) throws -> BoundAddress {
    var listener = ServerListener(at: binding.address, dualStack: binding.isDualStack)
    listener.proxyProtocol = proxyProtocol
    if isTLS, let tls {
      listener.upgrade = { connection in try await tls.accept(over: connection) }
      listener.bufferBytes = ServerListener.upgradedBufferBytesDefault
    }
    let bound = try BoundListener(listener, on: loops.loops)
    streams.append(bound)
    return BoundAddress(transport: isTLS ? .tls : .tcp, address: bound.address)
  }

  private func unix(
    _ address: UnixAddress,
    _ streams: inout [BoundListener]
  ) throws -> BoundAddress {
    let listener = ServerListener(at: SocketAddress(address))
    let bound = try BoundListener(listener, on: loops.loops)
    streams.append(bound)
    return BoundAddress(transport: .unix, address: SocketAddress(address))
  }

  private func service(of server: Server) -> Service {
    if isUpper {
      Service(server) { connection in
        while let received = try await connection.receive() {
          try await connection.write(UpperCase.bytes(of: received.bytes))
        }
      }
    } else {
      Service(server) { connection in
        if connection.upgraded != nil {
          while let received = try await connection.receive() {
            try await connection.write(received.bytes)
          }
        } else {
          // The way that has nothing between.
          let transport = connection.transport
          while let received = try await transport.receive() { try await transport.write(received) }
        }
      }
    }
  }

  private func unixPackets(
    _ address: UnixAddress,
    _ loops: [EventLoop]
  ) throws -> (BoundAddress, Service?) {
    UnixSocketFile.removeDead(at: address)
    let listener = try UnixPacketListener(at: address, on: loops[0])
    let bound = BoundAddress(transport: .unixSequencedPackets, address: SocketAddress(address))
    let service = Service([listener], file: UnixSocketFile(of: address)) { listener in
      try await listener.serve(onto: loops, onError: errors.report) { connection in
        try await answerPackets(of: connection)
      }
    }
    return (bound, service)
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
  private func udp(_ binding: IPBinding) throws -> (BoundAddress, Service?) {
    var datagrams = DatagramServer.Configuration()
    datagrams.rules = configuration.rules
    datagrams.report = configuration.report
    datagrams.limits.answerPatience = Self.datagramPatience
    let server = try DatagramServer(
      at: binding,
      configuration: datagrams,
      loops: loops,
      shutdown: shutdown
    )
    let bound = BoundAddress(transport: .udp, address: server.localAddresses[0])
    let service = Service(server) { datagram, responder in
      // An answer that does not reach its receiver is that one's loss and no error.
      try? await responder.answer(answer(to: datagram.bytes))
    }
    return (bound, service)
  }

  private func unixDatagram(
    _ address: UnixAddress,
    _ loops: [EventLoop]
  ) throws -> (BoundAddress, Service?) {
    UnixSocketFile.removeDead(at: address)
    let socket = try UnixDatagram(at: address, on: loops[0])
    let bound = BoundAddress(transport: .unixDatagram, address: SocketAddress(address))
    let service = Service([socket], file: UnixSocketFile(of: address)) { socket in
      try await answerDatagrams(of: socket, bytesMax: Self.messageBytesMax)
    }
    return (bound, service)
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
