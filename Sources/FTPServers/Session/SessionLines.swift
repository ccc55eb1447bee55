internal import FTPProtocol

/// The lines of a session that have come: those that wait for a transfer's end, and bytes that are
/// not looked at yet.
struct SessionLines {
  private var decoder = FTPLineDecoder()
  private var bytes: [UInt8] = []
  private var usedBytes = 0
  private var waiting: [FTPLine] = []

  /// Whether as many lines wait as may.
  var isFull: Bool { waiting.count >= FTPLimits.queuedCommandsMax }

  /// Adds bytes that have come.
  mutating func append(_ more: RawSpan) {
    if usedBytes == bytes.count {
      bytes.removeAll()
      usedBytes = 0
    }
    // SAFETY: the bytes are copied while they are lent.
    unsafe more.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// Adds bytes that have come; as above.
  mutating func append(_ more: [UInt8]) {
    // SAFETY: the elements are bytes without padding, all of them initialised.
    unsafe append(more.span.bytes)
  }

  /// The next line in order, if there is a whole one.
  mutating func next() -> FTPLine? {
    waiting.isEmpty ? nextUnseen() : waiting.removeFirst()
  }

  /// The next line that does not wait yet, if there is a whole one.
  mutating func nextUnseen() -> FTPLine? {
    guard usedBytes < bytes.count else { return nil }
    // SAFETY: the elements are bytes without padding, all of them initialised.
    let (came, used) = (bytes, usedBytes)
    let search = unsafe decoder.nextLine(in: came.span.bytes.extracting(droppingFirst: used))
    switch search {
    case .found(let line, let count):
      usedBytes += count
      return line
    case .needsMore:
      bytes = []
      usedBytes = 0
      return nil
    }
  }

  /// Lets a line wait for the transfer's end.
  mutating func wait(_ line: FTPLine) {
    waiting.append(line)
  }

  /// Forgets all, as at the start of TLS: what came in the clear behind AUTH must never count.
  mutating func removeAll() {
    self = SessionLines()
  }
}
