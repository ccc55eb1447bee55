internal import EventLoops
public import Sockets
internal import SystemCalls

extension SocketHandle {
  /// Closes the socket: close(2).
  ///
  /// Operations that wait throw `.closed`, and so do later ones; a second close does nothing. What
  /// the kernel has taken is still sent, unless the option `.linger` says otherwise. It waits for
  /// nothing but its turn on the loop, and nothing stops it, not even a cancelled task.
  public final func close() async {
    await core.loop.runOperation { closeOnLoop() }
  }

  /// Closes a connection without waiting for anything, so that its peer meets a reset: close(2)
  /// with the option `.linger` at zero.
  ///
  /// What was not sent yet is lost.
  ///
  /// A socket that has no connections is just closed.
  public final func abort() async {
    await core.loop.runOperation {
      // A socket that cannot linger has nothing to reset.
      try? core.held.withSocket(.setOption) { socket throws(SocketError) in
        try socket.set(.linger, to: Linger(isOn: true, seconds: 0))
      }
      closeOnLoop()
    }
  }

  /// Gives up the handle and hands out its socket, open, with a timeout of zero.
  ///
  /// Operations that wait throw `.closed`, and so do later ones. Nothing that was received is lost:
  /// a handle keeps no bytes.
  ///
  /// - Returns: the socket; the caller's `setTimeout` makes it block.
  /// - Throws: `.closed`; `.tooManyOpenFiles` where another thread is just setting an option, and
  ///   there is no descriptor for a duplicate.
  public final func detach() async throws(SocketError) -> Socket {
    try await core.loop.runOperation { () throws(SocketError) in
      guard !core.held.isClosed else { throw SocketError(.closed, operation: .adopt) }
      core.registration.release(core.held.onLoop.descriptor)
      return try core.held.take()
    }
  }

  /// Runs `body` on the handle's loop, and closes the handle at its end, whether it returns or
  /// throws.
  ///
  /// Cancellation is watched for once, for all that the body's task does with this handle: each
  /// wait is cheaper for it.
  final func withScope<R, E: Error>(
    _ body: nonisolated(nonsending) () async throws(E) -> R
  ) async throws(E) -> R {
    try await core.loop.runOperation { () async throws(E) in try await withScopeOnLoop(body) }
  }

  private final func withScopeOnLoop<R, E: Error>(
    _ body: nonisolated(nonsending) () async throws(E) -> R
  ) async throws(E) -> R {
    do throws(E) {
      let result = try await core.registration.withScope(body)
      closeOnLoop()
      return result
    } catch {
      closeOnLoop()
      throw error
    }
  }

  /// Begins a scope of the calling task, on the loop, which lasts until the handle is closed.
  package final func openScope() {
    core.registration.openScope()
  }

  /// Ends the waits of the scope's task, and lets it begin no other: from any thread.
  package final func cancelScope() {
    core.loop.execute { [self] in
      if !core.registration.isClosed { core.registration.cancelScope() }
    }
  }

  /// Ends the scope that `openScope` has begun, and closes the handle.
  package final func closeAfterScope() {
    core.registration.closeScope()
    closeOnLoop()
  }

  private func closeOnLoop() {
    guard !core.held.isClosed else { return }
    core.registration.close()
    core.held.close()
  }
}
