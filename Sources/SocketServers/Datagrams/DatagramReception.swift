internal import AsyncSockets
internal import EventLoops
internal import SystemCalls

/// The datagrams of one socket, from the kernel's queue to the handler.
struct DatagramReception: Sendable {
  private let server: DatagramServer
  private let ends: BoundDatagrams.Ends
  private let tellsDestination: Bool

  init(_ server: DatagramServer, _ ends: BoundDatagrams.Ends, tellsDestination: Bool) {
    self.server = server
    self.ends = ends
    self.tellsDestination = tellsDestination
  }

  /// Serves datagrams until the socket is closed or the task is cancelled, and waits for the
  /// handlers.
  func serve(_ handler: @escaping DatagramServer.Handler) async {
    // Cancellation is watched for once: waiting for a datagram is cheaper by that.
    await ends.receiving.use { _ in
      if server.configuration.limits.handlersPerSocket > 1 {
        await serveSeveral(handler)
      } else {
        while let (datagram, responder) = await next() {
          await handle(datagram, responder, handler)
        }
      }
    }
  }

  /// Serves as many at the same time as are allowed.
  private func serveSeveral(_ handler: @escaping DatagramServer.Handler) async {
    await withTaskGroup(of: Void.self) { group in
      var left = server.configuration.limits.handlersPerSocket
      while let (datagram, responder) = await next() {
        group.addTask { await handle(datagram, responder, handler) }
        left -= 1
        // Some may have ended before: then this waits for nothing.
        if left == 0, await group.next() != nil { left = 1 }
      }
    }
  }

  private func handle(
    _ datagram: Datagram,
    _ responder: DatagramResponder,
    _ handler: DatagramServer.Handler
  ) async {
    server.counters.begin()
    server.configuration.metrics?.countDatagram()
    do {
      try await handler(datagram, responder)
      server.counters.end(hasFailed: false)
    } catch {
      server.counters.end(hasFailed: true)
      server.report(.datagramFailed(sender: datagram.sender, error: error))
    }
  }

  /// The next datagram that is heard; nil where the server ends.
  private func next() async -> (Datagram, DatagramResponder)? {
    while true {
      do throws(SocketError) {
        let incoming = try await ends.receiving.receiveDatagram(
          atMost: server.configuration.limits.datagramBytes,
          tellsDestination: tellsDestination
        )
        if let reason = refusal(of: incoming) {
          refuse(incoming.sender, reason)
          continue
        }
        return (datagram(incoming), responder(to: incoming))
      } catch {
        if error.code == .closed || error.code == .cancelled { return nil }
        server.report(.receiveFailed(error))
        guard await getOver(error) else { return nil }
      }
    }
  }

  private func refusal(of incoming: IncomingDatagram) -> DatagramRefusal? {
    if incoming.isCut { return .tooLong }
    return server.admission.refusal(of: incoming.sender, at: MonotonicClock.nanoseconds)
  }

  private func refuse(_ sender: SocketAddress?, _ reason: DatagramRefusal) {
    server.configuration.metrics?.count(reason)
    guard server.counters.refuse(reason, at: MonotonicClock.nanoseconds) else { return }
    server.report(.datagramRefused(sender: sender, reason))
  }

  /// Waits for better times, unless an error is over with the call that told it: an answer of ours
  /// that nobody took.
  ///
  /// - Returns: false where the end comes first.
  private func getOver(_ error: SocketError) async -> Bool {
    guard error.code != .connectionRefused else { return true }
    do throws(EventLoopError) {
      try await ends.receiving.eventLoop.sleep(for: ListenerLimits.pause)
    } catch {
      return false
    }
    return true
  }

  private func datagram(_ incoming: IncomingDatagram) -> Datagram {
    Datagram(
      bytes: incoming.bytes,
      sender: incoming.sender,
      destination: incoming.information?.address.canonical
    )
  }

  private func responder(to incoming: IncomingDatagram) -> DatagramResponder {
    DatagramResponder(
      socket: ends.answering,
      sender: incoming.sender,
      source: incoming.information?.forAnswer,
      patience: server.configuration.limits.answerPatience,
      drain: server.drain
    )
  }
}
