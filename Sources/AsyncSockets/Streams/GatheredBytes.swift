/// Buffers that are sent one after the other, of which the kernel takes whatever part it likes.
struct GatheredBytes {
  private let buffers: [[UInt8]]
  /// The first buffer that is not sent whole.
  private var index = 0
  /// How much of it is.
  private var offset = 0
  /// How many bytes were sent of all.
  private(set) var droppedCount = 0

  init(_ buffers: [[UInt8]]) {
    self.buffers = buffers
    skipSent()
  }

  /// Whether nothing is left.
  var isEmpty: Bool { index == buffers.count }

  /// What is to be sent next, at most so many buffers; nil where nothing is left.
  func next(atMost count: Int) -> [[UInt8]]? {
    guard index < buffers.count else { return nil }
    var next = Array(buffers[index...].prefix(count))
    // The rest of a buffer that was cut is copied: once for each time that the kernel is full.
    if offset > 0 { next[0].removeFirst(offset) }
    return next
  }

  /// Notes that `count` bytes of what is left were sent.
  mutating func drop(_ count: Int) {
    droppedCount += count
    offset += count
    skipSent()
  }

  private mutating func skipSent() {
    while index < buffers.count, offset >= buffers[index].count {
      offset -= buffers[index].count
      index += 1
    }
  }
}
