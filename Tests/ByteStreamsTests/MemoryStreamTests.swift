import ByteStreamsTesting
import Testing

@testable import ByteStreams

@Suite struct MemoryStreamTests {
  /// How a connection is made: what fits into each direction, and how reads are cut.
  private static let connections: [(capacityBytes: Int, chunking: MemoryStream.Chunking)] = [
    (64 << 10, .whole),
    (1 << 20, .random(atMost: 100_000, seed: 1)),
    (1000, .random(atMost: 300, seed: 2)),
    (7, .atMost(bytes: 3)),
    (1, .atMost(bytes: 1)),
  ]

  @Test(arguments: connections, ByteStreamPromise.allCases)
  func `a connection in memory is a stream`(
    connection: (capacityBytes: Int, chunking: MemoryStream.Chunking),
    promise: ByteStreamPromise
  ) async throws {
    var conformance = ByteStreamConformance(named: "memory stream") {
      MemoryStream.pair(
        capacityBytes: connection.capacityBytes,
        chunking: connection.chunking
      )
    }
    conformance.largeBytes = 10 * connection.capacityBytes
    conformance.errorKind = { error in (error as? MemoryStreamError)?.kind }
    try await conformance.check(promise)
  }
}

extension MemoryStreamError {
  fileprivate var kind: ByteStreamErrorKind? {
    switch cause {
    case .busy: .busy
    case .cancelled: .cancelled
    case .closed: .closed
    default: nil
    }
  }
}
