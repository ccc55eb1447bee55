import ByteStreams
import SystemCalls
import TestSupport
import Testing

/// One end of a connection, with an owner for each thread that uses it.
final class StreamEnd<Stream: BlockingByteStream & ~Copyable & Sendable>: Sendable {
  let stream: Stream

  init(_ stream: consuming Stream) {
    self.stream = stream
  }
}

/// Two ends that are connected to each other.
struct StreamPair<Stream: BlockingByteStream & ~Copyable & Sendable>: Sendable {
  let first: StreamEnd<Stream>
  let second: StreamEnd<Stream>
}

/// Checks all that every blocking byte stream promises.
///
/// - Parameter makePair: makes a new connection; each promise is checked on one of its own.
/// - Throws: what no stream may throw here.
func checkBlockingByteStream<Stream: BlockingByteStream & ~Copyable & Sendable>(
  _ makePair: @escaping @Sendable () throws -> StreamPair<Stream>
) async throws {
  try await onThread {
    let check = StreamCheck(makePair: makePair)
    try check.bytesCrossInOrderBothWays()
    try check.aReadTakesWhatFits()
    try check.aReadAppends()
    try check.aReadWithoutRoomTakesNothing()
    try check.aReadWaits()
    try check.writingNothingIsNothing()
    try check.endingOneHalfLeavesTheOther()
    try check.aWriteIsWhole()
    try check.bothDirectionsAtOnce()
    try check.aPeerThatIsGoneIsTheEnd()
    try check.writingToNobodyFails()
  }
}

/// More than sockets and pipes keep for a reader that is late.
private let large = [UInt8].counting(4 << 20)

/// The promises, one by one.
private struct StreamCheck<Stream: BlockingByteStream & ~Copyable & Sendable>: Sendable {
  let makePair: @Sendable () throws -> StreamPair<Stream>

  func bytesCrossInOrderBothWays() throws {
    let pair = try makePair()
    try pair.first.stream.write([1, 2])
    try pair.first.stream.write([3])
    try pair.second.stream.write("back")
    #expect(try exactly(3, from: pair.second) == [1, 2, 3])
    #expect(try exactly(4, from: pair.first) == bytes("back"))
  }

  func aReadTakesWhatFits() throws {
    let pair = try makePair()
    try pair.first.stream.write([1, 2, 3])
    #expect(try pair.second.stream.readOnce(atMost: 1) == [1])
    #expect(try exactly(2, from: pair.second) == [2, 3])
  }

  func aReadAppends() throws {
    let pair = try makePair()
    try pair.first.stream.write([1])
    #expect(try pair.second.stream.readOnce(atMost: 8, prefix: 2) == [0xEE, 0xEE, 1])
  }

  func aReadWithoutRoomTakesNothing() throws {
    let pair = try makePair()
    #expect(try pair.second.stream.readOnce(atMost: 0) == [])
    try pair.first.stream.write([1])
    #expect(try pair.second.stream.readOnce(atMost: 0) == [])
    #expect(try pair.second.stream.readOnce(atMost: 8) == [1])
  }

  func aReadWaits() throws {
    let pair = try makePair()
    // The other end writes only what it has read, so that each read but the first waits for a turn.
    let other = try SystemThread(name: "echo") {
      for _ in 0..<100 {
        guard let bytes = try? pair.second.stream.readOnce(atMost: 1) else { return }
        try? pair.second.stream.write(bytes)
      }
    }
    for turn in UInt8(0)..<100 {
      try pair.first.stream.write([turn])
      #expect(try pair.first.stream.readOnce(atMost: 8) == [turn])
    }
    other.join()
  }

  func writingNothingIsNothing() throws {
    let pair = try makePair()
    try pair.first.stream.write([])
    try pair.first.stream.write("")
    try pair.first.stream.write([7])
    #expect(try pair.second.stream.readOnce(atMost: 8) == [7])
    try pair.first.stream.finishWriting()
    try pair.first.stream.write([])
  }

  func endingOneHalfLeavesTheOther() throws {
    let pair = try makePair()
    try pair.first.stream.write([1, 2])
    try pair.first.stream.finishWriting()
    #expect(try exactly(2, from: pair.second) == [1, 2])
    for _ in 0..<3 { #expect(try pair.second.stream.readOnce(atMost: 8) == []) }
    try pair.second.stream.write([3])
    #expect(try pair.first.stream.readOnce(atMost: 8) == [3])
    #expect(throws: (any Error).self) { try pair.first.stream.write([4]) }
  }

  func aWriteIsWhole() throws {
    let pair = try makePair()
    try sendingLarge(from: pair.first) { () throws in
      #expect(try exactly(large.count, from: pair.second) == large)
      #expect(try pair.second.stream.readOnce(atMost: 8) == [])
    }
  }

  func bothDirectionsAtOnce() throws {
    let pair = try makePair()
    try sendingLarge(from: pair.first) { () throws in
      try sendingLarge(from: pair.second) { () throws in
        let other = try SystemThread(name: "read") {
          #expect(throws: Never.self) { () throws in
            #expect(try exactly(large.count, from: pair.first) == large)
          }
        }
        #expect(try exactly(large.count, from: pair.second) == large)
        other.join()
      }
    }
  }

  func aPeerThatIsGoneIsTheEnd() throws {
    let end = try endWithoutPeer(afterWriting: [1])
    #expect(try end.stream.readOnce(atMost: 8) == [1])
    for _ in 0..<3 { #expect(try end.stream.readOnce(atMost: 8) == []) }
  }

  func writingToNobodyFails() throws {
    let end = try endWithoutPeer(afterWriting: [])
    // The first write may still go out, and only its answer tells that nobody is there.
    #expect(throws: (any Error).self) {
      for _ in 0..<100 { try end.stream.write(large) }
    }
  }

  private func endWithoutPeer(afterWriting bytes: [UInt8]) throws -> StreamEnd<Stream> {
    let pair = try makePair()
    try pair.second.stream.write(bytes)
    return pair.first
  }

  private func sendingLarge(
    from end: StreamEnd<Stream>,
    _ body: () throws -> Void
  ) throws {
    let writer = try SystemThread(name: "write") {
      #expect(throws: Never.self) { () throws in
        try end.stream.write(large)
        try end.stream.finishWriting()
      }
    }
    let result = Result { try body() }
    writer.join()
    try result.get()
  }

  /// So many bytes, or fewer where the end comes first.
  private func exactly(_ count: Int, from end: StreamEnd<Stream>) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let more = try end.stream.readOnce(atMost: count - bytes.count)
      guard !more.isEmpty else { break }
      bytes += more
    }
    return bytes
  }
}
