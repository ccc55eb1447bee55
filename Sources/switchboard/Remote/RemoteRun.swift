import EventLoops

/// A client command, on a loop of its own, until it is done or interrupted.
enum RemoteRun {
  /// Runs.
  ///
  /// - Parameter body: is cancelled at SIGINT and SIGTERM.
  /// - Returns: what `body` returns.
  /// - Throws: `Interrupted` where it was, and what `body` throws.
  static func run<R: Sendable>(
    _ body: @escaping @Sendable (EventLoop) async throws -> R
  ) async throws -> R {
    try await run(loops: 1) { loops in try await body(loops[0]) }
  }

  /// Runs with several loops.
  ///
  /// - Parameters:
  ///   - count: how many there are, from 1.
  ///   - body: as above; begins on the first loop.
  /// - Returns: what `body` returns.
  /// - Throws: as above.
  static func run<R: Sendable>(
    loops count: Int,
    _ body: @escaping @Sendable ([EventLoop]) async throws -> R
  ) async throws -> R {
    let termination = try TerminationRequest()
    let loops = try EventLoopGroup(loops: count)
    let loop = loops.loops[0]
    return try await withThrowingTaskGroup(of: R?.self) { group in
      group.addTask(executorPreference: loop) { try await body(loops.loops) }
      group.addTask(executorPreference: loop) {
        try? await termination.wait(on: loop)
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
        // What was begun is given up as it should be: a part stays for the next time.
        group.cancelAll()
        _ = try? await group.next()
        throw Interrupted()
      }
      throw Interrupted()
    }
  }

  /// Does the same with each of several things, one after another, and tells what fails; the others
  /// are still done.
  ///
  /// - Returns: `failed` where one has failed.
  /// - Throws: `Interrupted`.
  static func each<Element: Sendable>(
    _ elements: [Element],
    during operation: String?,
    _ body: @escaping @Sendable (Element, EventLoop) async throws -> Void
  ) async throws -> ExitStatus {
    try await run { loop in
      var status = ExitStatus.done
      for element in elements {
        do { try await body(element, loop) } catch {
          if Task.isCancelled { throw error }
          Complaint(error, during: operation).tell()
          status = .failed
        }
      }
      return status
    }
  }
}
