import ByteStreamsTesting
import Testing

@testable import ByteStreams

@Suite struct MemoryStreamTests {
  /// How a connection is made: what fits into each direction, and how reads are cut.
  private static let connections: [(capacityBytes: Int, chunking: MemoryStream.Chunking)] = [
    (64 << 10, .whole),
    (256 << 10, .random(atMost: 100_000, seed: 1)),
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

  @Test(arguments: [(Int.min, 1), (0, 1), (1, 1), (5, 5), (64, 64)])
  func `writing waits where the capacity is used up, and tells how far it came`(
    asked: Int,
    used: Int
  ) async throws {
    let (first, second) = MemoryStream.pair(capacityBytes: asked)
    let failure = await failureOfCancelledWrite(of: 100, to: first)
    #expect(failure == MemoryStreamError(.cancelled, transferredBytes: used))
    #expect(try await second.read(atMost: 100) == .counting(used))
  }

  @Test(arguments: [Int.min, 0, 1, 3, 100])
  func `a read gives no more than a chunk`(bytes: Int) async throws {
    let (first, second) = MemoryStream.pair(chunking: .atMost(bytes: bytes))
    try await first.write([UInt8].counting(10))
    #expect(try await second.read(atMost: 9).count == max(1, min(bytes, 9)))
    #expect(try await second.read(atMost: 1).count == 1)
  }

  @Test func `random chunks are the same for the same seed, and of every size`() async throws {
    let sizes = try await chunkSizes(seed: 1)
    #expect(try await chunkSizes(seed: 1) == sizes)
    #expect(try await chunkSizes(seed: 2) != sizes)
    #expect(Set(sizes.dropLast()) == [1, 2, 3, 4])
  }

  @Test func `an end that goes away closes`() async throws {
    var pair: (first: MemoryStream, second: MemoryStream)? = MemoryStream.pair()
    let second = try #require(pair?.second)
    try await pair?.first.write([1])
    pair = nil
    #expect(try await second.read(atMost: 8) == [1])
    #expect(try await second.read(atMost: 8) == [])
    await #expect(throws: MemoryStreamError(.peerClosed)) { try await second.write([1]) }
    try second.finishWriting()
  }

  @Test func `each way to end has an error of its own`() async throws {
    let (first, second) = MemoryStream.pair()
    try first.finishWriting()
    await #expect(throws: MemoryStreamError(.finished)) { try await first.write([1]) }
    first.close()
    await #expect(throws: MemoryStreamError(.closed)) { try await first.write([1]) }
    await #expect(throws: MemoryStreamError(.closed)) { try await first.read(atMost: 1) }
    await #expect(throws: MemoryStreamError(.closed)) { try await first.waitForBytes() }
    await #expect(throws: MemoryStreamError(.peerClosed)) { try await second.write([1]) }
  }

  @Test func `a reset loses what is on its way, and wakes the peer`() async throws {
    let (first, second) = MemoryStream.pair(capacityBytes: 4)
    try await second.write([1, 2])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addImmediateTask {
        await #expect(throws: MemoryStreamError(.reset)) { try await second.read(atMost: 8) }
      }
      group.addImmediateTask {
        await #expect(throws: MemoryStreamError(.reset, transferredBytes: 2)) {
          try await second.write([3, 4, 5])
        }
      }
      first.reset()
      try await group.waitForAll()
    }
    await #expect(throws: MemoryStreamError(.closed)) { try await first.read(atMost: 8) }
    await #expect(throws: MemoryStreamError(.closed)) { try await first.write([1]) }
    #expect(throws: MemoryStreamError(.reset)) { try second.finishWriting() }
  }

  @Test(arguments: [-1, 0, 1, 3, 4])
  func `reads fail after so many bytes, and keep failing`(count: Int) async throws {
    let (first, second) = MemoryStream.pair()
    try await first.write([1, 2, 3, 4, 5])
    second.failReads(afterBytes: count, with: .chosen("cable cut"))
    var reader = BufferedReader(second)
    #expect(try await reader.peek(max(0, count)) == Array([1, 2, 3, 4].prefix(max(0, count))))
    for _ in 0..<2 {
      await #expect(throws: MemoryStreamError(.chosen("cable cut"))) {
        try await second.read(atMost: 8)
      }
    }
    try await second.write([1])
  }

  @Test(arguments: [-1, 0, 1, 3])
  func `reads end after so many bytes, while the peer still writes`(count: Int) async throws {
    let (first, second) = MemoryStream.pair()
    second.endReads(afterBytes: count)
    try await first.write([1, 2, 3, 4, 5])
    var reader = BufferedReader(second)
    #expect(try await reader.readAll(maximumBytes: 8) == Array([1, 2, 3].prefix(max(0, count))))
    #expect(try await second.read(atMost: 8) == [])
  }

  @Test(arguments: [-1, 0, 1, 3])
  func `writes fail after so many bytes, and tell how many`(count: Int) async throws {
    let (first, second) = MemoryStream.pair()
    first.failWrites(afterBytes: count, with: .reset)
    let transferred = max(0, count)
    await #expect(throws: MemoryStreamError(.reset, transferredBytes: transferred)) {
      try await first.write([1, 2, 3, 4])
    }
    await #expect(throws: MemoryStreamError(.reset)) { try await first.write([9]) }
    try first.finishWriting()
    var reader = BufferedReader(second)
    #expect(try await reader.readAll(maximumBytes: 8) == Array([1, 2, 3].prefix(transferred)))
  }

  @Test func `a fault wakes who waits`() async throws {
    let (first, second) = MemoryStream.pair(capacityBytes: 1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addImmediateTask {
        await #expect(throws: MemoryStreamError(.reset, transferredBytes: 1)) {
          try await first.write([1, 2])
        }
      }
      group.addImmediateTask { () async throws in #expect(try await first.read(atMost: 1) == []) }
      first.failWrites(with: .reset)
      first.endReads()
      try await group.waitForAll()
    }
    #expect(try await second.read(atMost: 1) == [1])
  }

  private func failureOfCancelledWrite(
    of count: Int,
    to stream: MemoryStream
  ) async -> MemoryStreamError? {
    await withTaskGroup(of: MemoryStreamError?.self) { group in
      group.addImmediateTask {
        do throws(MemoryStreamError) {
          try await stream.write([UInt8].counting(count))
          return nil
        } catch {
          return error
        }
      }
      group.cancelAll()
      return await group.next() ?? nil
    }
  }

  private func chunkSizes(seed: UInt64) async throws -> [Int] {
    let (first, second) = MemoryStream.pair(chunking: .random(atMost: 4, seed: seed))
    try await first.write([UInt8].counting(100))
    first.close()
    var sizes: [Int] = []
    for try await chunk in second.chunks() { sizes.append(chunk.count) }
    return sizes
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
