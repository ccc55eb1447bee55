/// Lets a few in at a time, in the order of their coming.
///
/// The test library runs all tests at once where they wait for something: hundreds of servers and
/// clients would then share two cores, and give each other up.
actor Turnstile {
  private var freeCount: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { freeCount = count }

  /// Runs a body when its turn has come.
  func pass<R: Sendable>(_ body: @Sendable () async throws -> R) async throws -> R {
    if freeCount > 0 {
      freeCount -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
    defer {
      if waiting.isEmpty { freeCount += 1 } else { waiting.removeFirst().resume() }
    }
    return try await body()
  }
}
