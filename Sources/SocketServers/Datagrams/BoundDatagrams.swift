internal import AsyncSockets
internal import EventLoops

/// An address at which a server receives datagrams: bound.
struct BoundDatagrams: Sendable {
  /// A socket, twice.
  ///
  /// What is received from is closed when the server is asked to end, and what is
  /// answered by when its handlers have. Both are the same to the kernel.
  struct Ends: Sendable {
    let receiving: AsyncSocket
    let answering: AsyncSocket

    /// Takes over a socket.
    ///
    /// - Throws: `.tooManyOpenFiles`.
    init(_ socket: consuming Socket, on loop: EventLoop) throws(SocketError) {
      let second = try socket.duplicate()
      receiving = try AsyncSocket(adopting: socket, on: loop)
      answering = try AsyncSocket(adopting: second, on: loop)
    }
  }

  /// With the real port.
  let address: SocketAddress
  /// One for each loop, or one.
  let sockets: [Ends]
  /// Whether each datagram is asked where it arrived.
  let tellsDestination: Bool
  /// What a Unix socket has in the file system.
  let file: UnixSocketFile?

  /// Binds.
  ///
  /// - Throws: as `Socket.bind`, with the address; nothing stays open.
  init(at address: SocketAddress, on loops: [EventLoop]) throws(SocketError) {
    if let unix = address.unix {
      UnixSocketFile.removeDead(at: unix)
      let socket = try Self.bind(to: address)
      self.address = try socket.localAddress
      file = UnixSocketFile(of: unix)
      sockets = [try Ends(socket, on: loops[0])]
      tellsDestination = false
    } else {
      let binding = IPBinding(address: address, isDualStack: address.ip == .v6(.any))
      self = try BoundDatagrams(binding, on: loops)
    }
  }

  /// Binds an address of IP.
  ///
  /// - Throws: as above.
  init(_ binding: IPBinding, on loops: [EventLoop]) throws(SocketError) {
    let isWildcard = binding.address.ip == .v6(.any) || binding.address.ip == .v4(.any)
    var sockets: [Ends] = []
    for socket in try binding.receive(on: loops) {
      let loop = socket.eventLoop
      let detached = try socket.withSocket { socket throws(SocketError) in
        try socket.duplicate()
      }
      if isWildcard { try detached.tellDestinations() }
      sockets.append(try Ends(detached, on: loop))
    }
    address = try sockets[0].receiving.localAddress
    self.sockets = sockets
    tellsDestination = isWildcard
    file = nil
  }

  /// Receives nothing from now on; a second time does nothing.
  func stopReceiving() async {
    file?.remove()
    // Not just closed: the poller would go on to tell of what the other end keeps open.
    for socket in sockets { _ = try? await socket.receiving.detach() }
  }

  /// Closes what is left.
  func close() async {
    await stopReceiving()
    for socket in sockets { await socket.answering.close() }
  }

  private static func bind(to address: SocketAddress) throws(SocketError) -> Socket {
    do throws(SocketError) {
      let socket = try Socket(.unix, .datagram)
      try socket.bind(to: address)
      return socket
    } catch {
      var error = error
      error.address = address
      throw error
    }
  }
}

extension Socket {
  /// Lets each datagram tell where it arrived.
  fileprivate borrowing func tellDestinations() throws(SocketError) {
    if family == .inet6 {
      // What comes by IPv4 is told in mapped form.
      try set(.receivesIPv6PacketInformation, to: true)
    } else {
      try set(.receivesPacketInformation, to: true)
    }
  }
}
