internal import EventLoops
internal import SocketServers

/// Keeps a transfer to a rate.
struct TransferPace {
  private var bucket: TokenBucket?
  private let loop: EventLoop

  /// A pace of so many bytes a second, with a second's worth at once; nil is as fast as it goes.
  init(_ bytesPerSecond: Int64?, on loop: EventLoop) {
    self.loop = loop
    bucket = bytesPerSecond.map { rate in
      TokenBucket(RateLimit(Int(clamping: max(1, rate))), at: loop.now.nanoseconds)
    }
  }

  /// How many bytes may go before the pace is asked again: a tenth of a second's worth, so that
  /// they go evenly.
  func pieceBytes(atMost count: Int) -> Int {
    guard let bucket else { return count }
    return min(count, max(1, bucket.limit.count / 10))
  }

  /// Waits until so many bytes may go.
  mutating func wait(for count: Int) async throws {
    guard var bucket else { return }
    var rest = count
    while rest > 0 {
      let piece = min(rest, bucket.limit.burst)
      while !bucket.take(piece, at: loop.now.nanoseconds) {
        let pause = bucket.nanoseconds(until: piece, at: loop.now.nanoseconds) ?? 0
        try await loop.sleep(for: .nanoseconds(pause))
      }
      rest -= piece
    }
    self.bucket = bucket
  }
}
