import Testing

@testable import Framing

@Suite struct FixedSizeFormatTests {
  static let vectors: [FrameVector] = [
    FrameVector(FixedSizeFormat(byteCount: 1), [], []),
    FrameVector(FixedSizeFormat(byteCount: 1), [1, 2], [[1], [2]]),
    FrameVector(FixedSizeFormat(byteCount: 3), [1, 2, 3], [[1, 2, 3]]),
    FrameVector(FixedSizeFormat(byteCount: 3), [1, 2], fails: .truncated(afterBytes: 2)),
    FrameVector(
      FixedSizeFormat(byteCount: 3),
      [1, 2, 3, 4],
      [[1, 2, 3]],
      fails: .truncated(afterBytes: 1)
    ),
  ]

  @Test(arguments: vectors)
  func `a vector holds in both directions, however it is cut`(vector: FrameVector) throws {
    try vector.expectAll()
  }

  @Test(arguments: [0, 1, 3, 4])
  func `content of another size is refused`(count: Int) {
    let content = [UInt8](repeating: 7, count: count)
    let format: FixedSizeFormat = .fixedSize(byteCount: 2)
    #expect(format.refusal(of: content) == .wrongSize(expectedBytes: 2))
  }
}
