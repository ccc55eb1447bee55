internal import AsyncSockets
internal import EventLoops

/// A connection from its admission to its end: PROXY header, upgrade, handler, close.
///
/// It is as small as can be, because its task keeps it.
struct Visit: Sendable {
  private let connection: ServerConnection
  private let listener: BoundListener

  /// - Parameters:
  ///   - transport: has its share, and was counted for its peer if that is the client.
  ///   - listener: where it came in.
  ///   - server: where to.
  init(of transport: StreamConnection, at listener: BoundListener, _ server: ServerState) {
    connection = server.connections.open(transport, of: server)
    self.listener = listener
  }

  /// Begins its task.
  ///
  /// The functions around the handler are few, and none that waits comes before it where nothing
  /// has to be waited for: their memory is most of what an idle connection has. For the same reason
  /// it has no cancellation handler of its own: who cancels the tasks of a server cancels the waits
  /// of its connections too (`OpenConnections.cancel`).
  func start(
    in group: inout DiscardingTaskGroup,
    _ shard: TaskShard,
    _ handler: @escaping Server.Handler
  ) {
    shard.enter()
    group.addTask(executorPreference: transport.eventLoop) {
      self.transport.openScope()
      // The others were told before this one was noted.
      if Task.isCancelled { self.transport.cancelScope() }
      var isPrepared = self.isReady
      if !isPrepared { isPrepared = await self.prepare() }
      if isPrepared {
        self.begin()
        do {
          try await handler(self.connection)
          await self.end(nil)
        } catch {
          await self.end(error)
        }
      }
      self.transport.closeAfterScope()
      self.leave()
      shard.leave()
    }
  }

  private var transport: StreamConnection { connection.transport }
  private var server: ServerState { connection.server }
  private var id: ConnectionID { connection.id }

  /// Whether it goes to its handler as it is.
  private var isReady: Bool { listener.isReady(transport.peer) }

  /// When the connection ends by itself.
  private func lastMoment() -> Deadline {
    guard let lifetime = server.limits.lifetime else { return .never }
    return transport.eventLoop.now.advanced(by: lifetime)
  }

  /// Notes that the handler has the connection from now on.
  private func begin() {
    let (idleTimeout, lifetime) = (server.limits.idleTimeout, server.limits.lifetime)
    if idleTimeout != nil || lifetime != nil {
      // What a handshake has taken of its life was noted then.
      let end = isReady ? lastMoment() : transport.lastMoment
      transport.limitWaits(to: idleTimeout, until: end)
    }
    server.connections.serve(connection)
    // One that has come to its handler after the others were told.
    if server.drain.isSet, server.configuration.endsReadingWhenDraining { transport.endReading() }
    server.report(.opened(id, peer: connection.peer))
  }

  /// Ends the stream: the peer reads what was sent and then the end.
  ///
  /// What the peer still sends is thrown away, until it ends too or the wait is over.
  private func end(_ failure: (any Error)?) async {
    let end = transport.eventLoop.now.advanced(by: server.configuration.closingWait)
    // For what closing the upgrade waits for as well.
    transport.limitWaits(to: nil, until: end)
    if !Task.isCancelled, server.configuration.closingWait > .zero { await linger() }
    await connection.upgraded?.close()
    connection.giveBackMemory()
    server.report(.closed(id, peer: connection.peer, error: failure))
  }

  private func linger() async {
    guard connection.upgraded != nil || !transport.hasReadEnd else { return }
    try? await connection.finishWriting()
    var left = Self.discardBytesMax
    while left > 0, !transport.hasReadEnd, let received = try? await transport.receive() {
      left -= received.count
    }
  }

  /// Gives back what was taken for the connection.
  private func leave() {
    server.connections.close(id)
    let isClient = listener.decision(for: transport.peer) == .serveDirectly
    server.admission.leave(
      isClient ? server.peerGroup(of: transport.peer) : connection.beginning?.peers
    )
    server.admission.giveBack(listener.share(isReady: true))
  }

  /// A peer that sends more than this after the end does not listen.
  private static let discardBytesMax = 256 << 10
}

// What comes before the handler.
extension Visit {
  /// PROXY header and upgrade, in the time that they may take.
  ///
  /// A function that those alone pay for who need it.
  ///
  /// - Returns: whether the connection can go to its handler.
  @inline(never)
  private func prepare() async -> Bool {
    let end = lastMoment()
    let limit = transport.eventLoop.now.advanced(by: server.limits.handshakeTimeout)
    transport.limitWaits(to: nil, until: min(end, limit))
    defer { server.admission.giveBack(Admission.Share(handshakes: 1)) }
    var peers: PeerGroup?
    do {
      let header = try await readHeader()
      if header != nil, let reason = refusal(of: header?.source, &peers) {
        server.report(.refused(peer: header?.source, reason))
        return false
      }
      let upgraded = try await listener.settings.upgrade?(transport)
      connection.begin(ConnectionBeginning(header: header, peers: peers, upgraded: upgraded))
      transport.limitWaits(to: nil, until: end)
      return true
    } catch {
      server.admission.leave(peers)
      server.report(.handshakeFailed(id, peer: transport.peer, error: error))
      return false
    }
  }

  private func readHeader() async throws -> ProxyHeader? {
    guard listener.decision(for: transport.peer) == .readHeader else { return nil }
    return try await ProxyHeader.read(from: transport)
  }

  /// Why the client that a proxy brings is not served; else it is counted.
  private func refusal(of client: SocketAddress?, _ peers: inout PeerGroup?) -> RefusalReason? {
    if let reason = server.refusal(of: client) { return reason }
    let group = server.peerGroup(of: client)
    guard server.admission.enter(group) else { return .tooManyOfPeer }
    peers = group
    return nil
  }
}
