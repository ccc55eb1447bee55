import EventLoops

/// Runs `body` with event loops of its own, which have ended when this returns.
@discardableResult
func withLoops<R>(
  _ count: Int = 1,
  _ body: ([EventLoop]) async throws -> R
) async throws -> R {
  let group = try EventLoopGroup(loops: count)
  let result: Result<R, any Error>
  do { result = .success(try await body(group.loops)) } catch { result = .failure(error) }
  await group.shutdown()
  return try result.get()
}

/// What a call came to.
func outcome<R>(
  _ call: nonisolated(nonsending) () async throws -> R
) async -> Result<R, any Error> {
  do { return .success(try await call()) } catch { return .failure(error) }
}

/// Runs two things at the same time; what the first of them throws that does cancels the other.
func concurrently(
  _ first: @escaping @Sendable () async throws -> Void,
  _ second: @escaping @Sendable () async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await first() }
    group.addTask { try await second() }
    for try await _ in group {}
  }
}
