public import Sockets

extension Socket {
  /// How much is asked of the kernel at once, in bytes.
  private static let pieceBytesMax = 64 << 10

  /// Receives exactly `count` bytes.
  ///
  /// - Throws: `EarlyEnd` where the stream ends before.
  public func receiveExactly(_ count: Int, of subject: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try receive(count, of: subject) { bytes += $0 }
    return bytes
  }

  /// Receives exactly `count` bytes and hands them on in pieces.
  ///
  /// - Throws: `EarlyEnd` where the stream ends before; what `take` throws.
  public func receive(
    _ count: Int,
    of subject: String,
    _ take: ([UInt8]) throws -> Void
  ) throws {
    var left = count
    while left > 0 {
      let piece = try receive(atMost: min(left, Self.pieceBytesMax))
      guard !piece.isEmpty else {
        throw EarlyEnd("\(subject) (\(count - left) of \(count) bytes)")
      }
      try take(piece)
      left -= piece.count
    }
  }

  /// Sees to it that nothing has come after the end of `subject`, where the peer is to be silent.
  ///
  /// Only what is there already: nobody waits for it.
  ///
  /// - Throws: `UnexpectedAnswer` where there is something. The end of the stream is nothing.
  public func expectNothing(after subject: String) throws {
    guard try wait(for: .receiving, timeout: .zero) != [] else { return }
    let surplus = try receive(atMost: 1024, flags: .peek)
    guard surplus.isEmpty else {
      throw UnexpectedAnswer(surplus, insteadOf: "nothing after \(subject)")
    }
  }
}
