import Testing

@testable import AsyncSockets

@Suite struct GatheredBytesTests {
  /// Buffers, how many bytes are sent at a time, and what is to be sent next each time.
  private static let cases: [(buffers: [[UInt8]], pieces: [Int], next: [[[UInt8]]])] = [
    ([], [], []),
    ([[]], [], []),
    ([[], [], []], [], []),
    ([[1]], [1], [[[1]]]),
    ([[1, 2, 3]], [1, 2], [[[1, 2, 3]], [[2, 3]]]),
    ([[], [1], [], [2]], [1, 1], [[[1], [], [2]], [[2]]]),
    ([[1, 2], [3], [4, 5]], [3, 2], [[[1, 2], [3], [4, 5]], [[4, 5]]]),
    (
      [[1, 2], [3], [4, 5]], [1, 3, 1], [[[1, 2], [3], [4, 5]], [[2], [3], [4, 5]], [[5]]]
    ),
    ([[1, 2], [], [], [3]], [2, 1], [[[1, 2], [], [], [3]], [[3]]]),
    (
      [[1, 2, 3, 4]], [0, 1, 0, 3], [[[1, 2, 3, 4]], [[1, 2, 3, 4]], [[2, 3, 4]], [[2, 3, 4]]]
    ),
  ]

  @Test(arguments: cases)
  func `what is left begins behind what was sent`(
    buffers: [[UInt8]],
    pieces: [Int],
    next: [[[UInt8]]]
  ) {
    var bytes = GatheredBytes(buffers)
    var sent = 0
    for (piece, expected) in zip(pieces, next) {
      #expect(!bytes.isEmpty)
      #expect(bytes.next(atMost: 1024) == expected)
      bytes.drop(piece)
      sent += piece
      #expect(bytes.droppedCount == sent)
    }
    #expect(bytes.isEmpty)
    #expect(bytes.next(atMost: 1024) == nil)
  }

  @Test func `no more buffers are given than were asked for`() {
    var bytes = GatheredBytes([[1], [2], [3]])
    #expect(bytes.next(atMost: 2) == [[1], [2]])
    bytes.drop(1)
    #expect(bytes.next(atMost: 2) == [[2], [3]])
    bytes.drop(1)
    #expect(bytes.next(atMost: 2) == [[3]])
  }
}
