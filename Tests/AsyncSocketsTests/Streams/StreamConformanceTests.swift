import AsyncSockets
import ByteStreamsTesting
import TestSupport
import Testing

/// That connections keep what every stream promises, wherever they are used from.
@Suite(.timeLimit(.minutes(10))) struct StreamConformanceTests {
  /// Where the tasks run that use the connections.
  enum Place: CaseIterable, Sendable {
    /// On the loop of both ends.
    case loop
    /// On the loop of the first end, while the second has another.
    case firstLoop
    /// On the pool of Swift's runtime.
    case elsewhere
  }

  @Test(arguments: StreamKind.available, ByteStreamPromise.allCases)
  func `a connection is a stream`(kind: StreamKind, promise: ByteStreamPromise) async throws {
    for place in Place.allCases {
      try await withLoops(2) { loops in
        let (first, other) = (loops[0], place == .loop ? loops[0] : loops[1])
        var conformance = ByteStreamConformance(named: "\(kind) from \(place)") {
          try await kind.connect(on: first, other)
        }
        conformance.largeBytes = kind.isUnix ? 1 << 20 : 8 << 20
        conformance.seeds = 0..<2
        // So many tests at once on a busy machine take longer than a stream may.
        conformance.timeLimit = .seconds(120)
        conformance.taskExecutor = place == .elsewhere ? nil : first
        conformance.errorKind = { error in (error as? SocketError)?.kind }
        try await conformance.check(promise)
      }
    }
  }
}

extension SocketError {
  fileprivate var kind: ByteStreamErrorKind? {
    switch code {
    case .busy: .busy
    case .cancelled: .cancelled
    case .closed: .closed
    default: nil
    }
  }
}
