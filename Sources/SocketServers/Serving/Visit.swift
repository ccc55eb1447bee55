internal import AsyncSockets
internal import EventLoops

/// A connection from its admission to its end: handshake, handler, close.
struct Visit: Sendable {
  /// What was taken for it, to be given back at its end.
  struct Admitted: Sendable {
    var share: Admission.Share
    /// The peers that it counts for; nil for none.
    var peers: PeerGroup?
  }

  private let transport: StreamConnection
  private let listener: ServerListener
  private let admitted: Admitted
  private let server: ServerState
  private let id: ConnectionID

  init(
    of transport: StreamConnection,
    at listener: ServerListener,
    with admitted: Admitted,
    _ server: ServerState
  ) {
    self.transport = transport
    self.listener = listener
    self.admitted = admitted
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
      await withTaskCancellationHandler {
        if let connection = await self.begin() {
          do {
            try await handler(connection)
            await self.end(connection, nil)
          } catch {
            await self.end(connection, error)
          }
        }
      } onCancel: {
        self.transport.cancelScope()
      }
      self.transport.closeAfterScope()
      self.leave()
      shard.leave()
    }
  }

  /// Brings the connection to where its handler can have it.
  ///
  /// - Returns: nil where that failed.
  private func begin() async -> ServerConnection? {
    let lifetime = server.limits.lifetime
    let end = lifetime.map { transport.eventLoop.now.advanced(by: $0) } ?? .never
    let connection: ServerConnection
    if listener.isPlain {
      connection = served(as: nil, transport.peer)
    } else {
      guard let prepared = await prepare(until: end) else { return nil }
      connection = prepared
    }
    if server.limits.idleTimeout != nil || end != .never {
      transport.limitWaits(to: server.limits.idleTimeout, until: end)
    }
    server.connections.serve(connection)
    // One that has come to its handler after the others were told.
    if server.drain.isSet, server.configuration.endsReadingWhenDraining { transport.endReading() }
    server.report(.opened(id, peer: connection.peer))
    return connection
  }

  private func served(
    as upgraded: (any ByteStream & Sendable)?,
    _ peer: SocketAddress?
  ) -> ServerConnection {
    ServerConnection(id, transport, upgraded: upgraded, peer: peer, of: server)
  }

  /// The handshake of the upgrade, in the time that it may take.
  private func prepare(until end: Deadline) async -> ServerConnection? {
    let limit = transport.eventLoop.now.advanced(by: server.limits.handshakeTimeout)
    transport.limitWaits(to: nil, until: min(end, limit))
    defer { server.admission.giveBack(Admission.Share(handshakes: admitted.share.handshakes)) }
    do {
      let upgraded = try await listener.upgrade?(transport)
      transport.limitWaits(to: nil, until: end)
      return served(as: upgraded, transport.peer)
    } catch {
      server.report(.handshakeFailed(id, peer: transport.peer, error: error))
      return nil
    }
  }

  /// Ends the stream: the peer reads what was sent and then the end.
  ///
  /// What the peer still sends is thrown away, until it ends too or the wait is over.
  private func end(_ connection: ServerConnection, _ failure: (any Error)?) async {
    if !Task.isCancelled, server.configuration.closingWait > .zero {
      await linger(connection)
    }
    await connection.upgraded?.close()
    connection.giveBackMemory()
    server.report(.closed(id, peer: connection.peer, error: failure))
  }

  private func linger(_ connection: ServerConnection) async {
    guard connection.upgraded != nil || !transport.hasReadEnd else { return }
    let end = transport.eventLoop.now.advanced(by: server.configuration.closingWait)
    transport.limitWaits(to: nil, until: end)
    try? await connection.finishWriting()
    var left = Self.discardBytesMax
    while left > 0, !transport.hasReadEnd, let received = try? await transport.receive() {
      left -= received.count
    }
  }

  /// Gives back what was taken for the connection.
  private func leave() {
    server.connections.close(id)
    server.admission.leave(admitted.peers)
    server.admission.giveBack(
      Admission.Share(connections: 1, bufferBytes: admitted.share.bufferBytes)
    )
  }

  /// A peer that sends more than this after the end does not listen.
  private static let discardBytesMax = 256 << 10
}

extension ServerListener {
  /// Whether a connection comes to its handler as it is.
  var isPlain: Bool { upgrade == nil }

  /// Whether the peer will tell of whom it brings, as a proxy.
  func tellsOfClient(_ peer: SocketAddress?) -> Bool { false }
}
