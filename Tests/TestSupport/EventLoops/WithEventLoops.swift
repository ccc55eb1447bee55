package import EventLoops
import SystemCalls

/// Runs `body` with event loops of its own, and ends them: with nothing left behind.
///
/// - Parameters:
///   - count: how many loops.
///   - clock: the loops'; a `ManualClock` for what takes time.
///   - onDelay: is told of delays.
///   - pollers: the loops', in their order; epoll for those that have none.
///   - body: is given the group.
/// - Returns: what `body` returns.
/// - Throws: what `body` throws, and what the making of a loop does.
package func withEventLoops<R>(
  _ count: Int,
  clock: any LoopClock = SystemClock(),
  onDelay: (@Sendable (EventLoopDelay) -> Void)? = nil,
  pollers: [any Poller] = [],
  _ body: nonisolated(nonsending) (EventLoopGroup) async throws -> R
) async throws -> R {
  var configuration = EventLoopGroup.Configuration()
  configuration.loopCount = count
  configuration.onDelay = onDelay
  var remaining = pollers[...]
  let group = try EventLoopGroup(configuration, clock: clock) { () throws(Errno) in
    if let poller = remaining.popFirst() { poller } else { try EpollPoller() }
  }
  do {
    let result = try await body(group)
    await group.shutdown()
    return result
  } catch {
    await group.shutdown()
    throw error
  }
}

/// The same with one loop, which `body` is given.
package func withEventLoop<R>(
  clock: any LoopClock = SystemClock(),
  poller: (any Poller)? = nil,
  _ body: nonisolated(nonsending) (EventLoop) async throws -> R
) async throws -> R {
  let pollers = poller.map { [$0] } ?? []
  return try await withEventLoops(1, clock: clock, pollers: pollers) { group in
    try await body(group.loops[0])
  }
}
