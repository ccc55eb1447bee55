public import Sockets

extension Socket {
  /// Receives exactly `count` bytes.
  ///
  /// - Throws: `EarlyEnd` where the stream ends before.
  public func receiveExactly(_ count: Int, of subject: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try receive(atMost: min(count - bytes.count, 64 << 10))
      guard !piece.isEmpty else { throw EarlyEnd(subject) }
      bytes += piece
    }
    return bytes
  }
}
