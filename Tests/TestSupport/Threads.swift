import SystemCalls

/// Runs `body` on a thread of its own, for tests of calls that block.
///
/// The test library runs tests on Swift's pool, which has one thread a core: a test that blocked
/// there would stop its neighbours.
package func onThread<R: Sendable>(
  _ body: @escaping @Sendable () throws -> R
) async throws -> R {
  try await withCheckedThrowingContinuation { continuation in
    do throws(Errno) {
      try SystemThread(name: "test") {
        continuation.resume(with: Result { try body() })
      }.detach()
    } catch {
      continuation.resume(throwing: error)
    }
  }
}
