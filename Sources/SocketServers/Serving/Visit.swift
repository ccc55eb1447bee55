internal import AsyncSockets
internal import EventLoops

/// A connection from its admission to its end: PROXY header, upgrade, handler, close.
struct Visit: Sendable {
  private let transport: StreamConnection
  private let listener: BoundListener
  private let isReady: Bool
  /// The peers that it was counted for when it came in; nil for none.
  private let peers: PeerGroup?
  private let server: ServerState
  private let id: ConnectionID

  /// - Parameters:
  ///   - transport: has its share.
  ///   - listener: where it came in.
  ///   - isReady: whether it goes to its handler as it is.
  ///   - peers: what it was counted for.
  ///   - server: where to.
  init(
    of transport: StreamConnection,
    at listener: BoundListener,
    isReady: Bool,
    countedFor peers: PeerGroup?,
    _ server: ServerState
  ) {
    self.transport = transport
    self.listener = listener
    self.isReady = isReady
    self.peers = peers
    self.server = server
    id = server.connections.open(transport, peer: transport.peer)
  }

  /// Begins its task.
  ///
  /// The functions around the handler are few, because their memory is most of what an idle
  /// connection has.
  func start(
    in group: inout DiscardingTaskGroup,
    _ shard: TaskShard,
    _ handler: @escaping Server.Handler
  ) {
    shard.enter()
    group.addTask(executorPreference: transport.eventLoop) {
      self.transport.openScope()
      var connection: ServerConnection?
      await withTaskCancellationHandler {
        guard let begun = await self.begin() else { return }
        connection = begun
        do {
          try await handler(begun)
          await self.end(begun, nil)
        } catch {
          await self.end(begun, error)
        }
      } onCancel: {
        self.transport.cancelScope()
      }
      self.transport.closeAfterScope()
      self.leave(connection?.beginning)
      shard.leave()
    }
  }

  /// Brings the connection to where its handler can have it.
  ///
  /// - Returns: nil where that failed.
  private func begin() async -> ServerConnection? {
    let lifetime = server.limits.lifetime
    let end = lifetime.map { transport.eventLoop.now.advanced(by: $0) } ?? .never
    var beginning: ConnectionBeginning?
    if !isReady {
      beginning = await prepare(until: end)
      if beginning == nil { return nil }
    }
    if server.limits.idleTimeout != nil || !isReady || end != .never {
      transport.limitWaits(to: server.limits.idleTimeout, until: end)
    }
    let connection = ServerConnection(id, transport, beginning, of: server)
    server.connections.serve(connection)
    // One that has come to its handler after the others were told.
    if server.drain.isSet, server.configuration.endsReadingWhenDraining { transport.endReading() }
    server.report(.opened(id, peer: connection.peer))
    return connection
  }

  /// Ends the stream: the peer reads what was sent and then the end.
  ///
  /// What the peer still sends is thrown away, until it ends too or the wait is over.
  private func end(_ connection: ServerConnection, _ failure: (any Error)?) async {
    let end = transport.eventLoop.now.advanced(by: server.configuration.closingWait)
    // For what closing the upgrade waits for as well.
    transport.limitWaits(to: nil, until: end)
    if !Task.isCancelled, server.configuration.closingWait > .zero { await linger(connection) }
    await connection.upgraded?.close()
    connection.giveBackMemory()
    server.report(.closed(id, peer: connection.peer, error: failure))
  }

  private func linger(_ connection: ServerConnection) async {
    guard connection.upgraded != nil || !transport.hasReadEnd else { return }
    try? await connection.finishWriting()
    var left = Self.discardBytesMax
    while left > 0, !transport.hasReadEnd, let received = try? await transport.receive() {
      left -= received.count
    }
  }

  /// Gives back what was taken for the connection.
  private func leave(_ beginning: ConnectionBeginning?) {
    server.connections.close(id)
    server.admission.leave(peers)
    server.admission.leave(beginning?.peers)
    server.admission.giveBack(listener.share(isReady: true))
  }

  /// A peer that sends more than this after the end does not listen.
  private static let discardBytesMax = 256 << 10
}

// What comes before the handler.
extension Visit {
  /// PROXY header and upgrade, in the time that they may take.
  private func prepare(until end: Deadline) async -> ConnectionBeginning? {
    let limit = transport.eventLoop.now.advanced(by: server.limits.handshakeTimeout)
    transport.limitWaits(to: nil, until: min(end, limit))
    defer { server.admission.giveBack(Admission.Share(handshakes: 1)) }
    var peers: PeerGroup?
    do {
      let header = try await readHeader()
      if header != nil, let reason = refusal(of: header?.source, &peers) {
        server.report(.refused(peer: header?.source, reason))
        return nil
      }
      let upgraded = try await listener.settings.upgrade?(transport)
      return ConnectionBeginning(header: header, peers: peers, upgraded: upgraded)
    } catch {
      server.admission.leave(peers)
      server.report(.handshakeFailed(id, peer: transport.peer, error: error))
      return nil
    }
  }

  private func readHeader() async throws -> ProxyHeader? {
    let decision = listener.settings.proxyProtocol.decision(for: transport.peer)
    guard decision == .readHeader else { return nil }
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
