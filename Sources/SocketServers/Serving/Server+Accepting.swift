internal import AsyncSockets
internal import EventLoops
internal import Synchronization

// From the kernel's queue to a task.
extension Server {
  typealias Handler = nonisolated(nonsending) @Sendable (ServerConnection) async throws -> Void

  /// Takes connections of one socket, each to a task on its loop, until the socket is closed or the
  /// task is cancelled, and waits for all of them.
  ///
  /// A socket that cannot go on is closed, so that clients learn of it, and served to the end.
  func serve(
    _ socket: BoundListener.ListeningSocket,
    of listener: BoundListener,
    _ failures: ListenerFailures,
    _ handler: @escaping Handler
  ) async {
    switch socket {
    case .tcp(let socket): await serve(each: socket, of: listener, failures, handler)
    case .unix(let socket): await serve(each: socket, of: listener, failures, handler)
    }
  }

  private func serve<Listener: ConnectionListener>(
    each socket: Listener,
    of listener: BoundListener,
    _ failures: ListenerFailures,
    _ handler: @escaping Handler
  ) async where Listener.Connection: StreamConnection {
    let acceptor = Acceptor(socket, onto: listener.loops) { [state] error in
      if let error = error as? SocketError { state.report(.acceptFailed(error)) }
    }
    await TaskShards().run { group, shard in
      do throws(SocketError) {
        guard let transport = try await acceptor.next() else { return false }
        if let visit = await self.admit(transport, at: listener) {
          visit.start(in: &group, shard, handler)
        }
        return true
      } catch {
        self.state.report(.acceptFailed(error))
        await socket.close()
        failures.note(error)
        return false
      }
    }
  }

  /// Finds out whether a connection may come in, waiting for its place if need be.
  ///
  /// Of a proxy's own address nothing is asked and counted; its header tells whom it brings.
  ///
  /// - Returns: nil where it was closed.
  private func admit(_ transport: StreamConnection, at listener: BoundListener) async -> Visit? {
    let decision = listener.settings.proxyProtocol.decision(for: transport.peer)
    if decision == .refuse { return await refuse(transport, .noProxy) }
    let isClient = decision == .serveDirectly
    if isClient, let reason = state.refusal(of: transport.peer) {
      return await refuse(transport, reason)
    }
    let isReady = isClient && listener.settings.upgrade == nil
    let answer = isReady ? state.limits.answer : []
    // First, so that nobody waits behind a client that does not get in anyway.
    let peers = isClient ? state.peerGroup(of: transport.peer) : nil
    guard state.admission.enter(peers) else {
      return await refuse(transport, .tooManyOfPeer, answer)
    }
    if let reason = await obtain(listener.share(isReady: isReady), on: transport.eventLoop) {
      state.admission.leave(peers)
      return await refuse(transport, reason, answer)
    }
    return Visit(of: transport, at: listener, isReady: isReady, countedFor: peers, state)
  }

  /// Takes a share at the rate that is allowed, or says why not.
  private func obtain(_ share: Admission.Share, on loop: EventLoop) async -> RefusalReason? {
    while let moment = state.admission.nextMoment(at: loop.now) {
      guard state.limits.whenFull == .wait else { return .acceptRate }
      // In pieces, so that the end of the server is noticed.
      let pause = min(moment, loop.now.advanced(by: ListenerLimits.pause))
      do throws(EventLoopError) { try await loop.sleep(until: pause) } catch { return .draining }
      if state.drain.isSet { return .draining }
    }
    guard state.limits.whenFull == .wait else { return state.admission.take(share) }
    return await state.admission.waitFor(share)
  }

  /// Closes a connection unheard.
  private func refuse(
    _ transport: StreamConnection,
    _ reason: RefusalReason,
    _ answer: [UInt8] = []
  ) async -> Visit? {
    state.report(.refused(peer: transport.peer, reason))
    if !answer.isEmpty { tell(answer, to: transport) }
    await transport.close()
    return nil
  }

  /// Tells a client why it is closed, without waiting: what the kernel does not take at once the
  /// client does not get, as it is one too many already.
  private func tell(_ answer: [UInt8], to transport: StreamConnection) {
    try? transport.withSocket { socket throws(SocketError) in
      _ = try socket.send(answer)
      try socket.shutdown(.sending)
      // A close with unread bytes would reset the connection, and with it lose the answer.
      _ = try socket.receive(atMost: EventLoop.bufferBytes)
    }
  }
}

extension ServerLimits {
  /// What a client is told that is one too many.
  fileprivate var answer: [UInt8] {
    if case .refuse(let answer) = whenFull { answer } else { [] }
  }
}
