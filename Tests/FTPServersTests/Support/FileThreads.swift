import EventLoops
import TestSupport

@testable import FTPServers

/// The threads of a server that make its calls for the disk.
struct FileThreads: Sendable {
  fileprivate let pool: OffloadPool

  /// Does something on one of them.
  func run<R: Sendable>(_ body: @escaping @Sendable () -> R) async throws -> R {
    try await pool.run(body)
  }

  /// Holds one of them at a gate, as a call does that hangs.
  func hang(at gate: Gate, _ number: Int) async throws {
    try await run { gate.enter(number) }
  }
}

extension RunningServer {
  var fileWork: FileThreads { FileThreads(pool: server.state.work.pool) }
}
