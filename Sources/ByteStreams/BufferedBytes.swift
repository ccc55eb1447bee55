/// Bytes that came from a stream and that nobody has taken yet, in their order.
///
/// They lie at `storage[start...]`. New ones are read into the room behind them, so that a byte is
/// copied only where that room runs out:
///
/// - Where the taken part in front has become as large as the rest, the rest moves to the front.
///   Each byte moved is paid by one taken, so the cost per byte stays constant however small the
///   pieces.
/// - Where what is wanted does not fit, the storage becomes four times as large, up to what is
///   wanted. It grows by what has arrived, never by what was announced.
/// - Grown storage is given back when it has been emptied and less is wanted.
///
/// All calls that could wait are elsewhere: this does no more than one read at a time.
struct BufferedBytes: ~Copyable {
  /// The bytes, after `start` bytes that were taken; its count never exceeds `capacity`.
  private var storage = ByteStorage(capacity: 0)
  /// How many bytes at the front of the storage were taken.
  private var start = 0
  /// How many bytes the storage may hold at present.
  private var capacity: Int
  /// The capacity at the beginning, which the storage goes back to.
  private let capacityDefault: Int
  /// The delimiter last searched in vain.
  private var missingDelimiter: [UInt8] = []
  /// How many of the bytes, from their start, `missingDelimiter` does not begin at.
  private var missingCount = 0

  /// The capacity of storage that grows is at least this, in bytes: small steps only cost reads.
  private static let grownCapacityMin = 64 << 10

  /// No bytes, and no storage before the first read.
  init(capacity: Int) {
    self.capacity = capacity
    capacityDefault = capacity
  }

  /// Reads once from a stream, into all the room there is.
  ///
  /// - Parameters:
  ///   - base: the stream.
  ///   - wanted: how many bytes the caller needs at once; it has fewer.
  /// - Returns: how many bytes came; 0 is the end of the stream.
  /// - Throws: what the stream throws; what had come before stays.
  mutating func fill<Base: BlockingByteStream & ~Copyable>(
    from base: borrowing Base,
    wanting wanted: Int
  ) throws(Base.Failure) -> Int {
    makeRoom(wanting: wanted)
    let filled = storage.count
    try storage.withFreeBytes { free throws(Base.Failure) in
      _ = try base.read(into: &free)
    }
    // What lies there is the truth, whatever the stream says it has put there.
    return storage.count - filled
  }

  /// Reads once from a stream, as the one above.
  ///
  /// An empty buffer holds no storage until there is a byte for it.
  mutating func fill<Base: ByteStream & ~Copyable>(
    from base: borrowing Base,
    wanting wanted: Int
  ) async throws(Base.Failure) -> Int {
    if isEmpty {
      releaseStorage()
      try await base.waitForBytes()
    }
    makeRoom(wanting: wanted)
    let filled = storage.count
    _ = try await storage.read(from: base)
    return storage.count - filled
  }

  /// Appends as many bytes as fit into the capacity.
  ///
  /// - Returns: how many.
  mutating func append(_ bytes: RawSpan) -> Int {
    let count = min(bytes.byteCount, capacity - self.count)
    makeRoom(wanting: self.count + count)
    if storage.capacity - storage.count < count { moveToFront() }
    storage.append(bytes.extracting(first: count))
    return count
  }

  /// Where the delimiter, which is not empty, begins; nil if the first `limit` bytes do not hold it
  /// whole.
  ///
  /// What was searched in vain is not searched again.
  mutating func firstOffset(of delimiter: [UInt8], within limit: Int) -> Int? {
    if delimiter != missingDelimiter {
      missingDelimiter = delimiter
      missingCount = 0
    }
    let searched = max(0, min(limit, count))
    let from = missingCount
    let offset = withBytes { bytes in
      bytes.extracting(first: searched).firstOffset(of: delimiter, from: from)
    }
    if offset == nil { missingCount = max(from, searched - delimiter.count + 1) }
    return offset
  }

  /// Takes the first `count` bytes, which must be there.
  mutating func take(_ count: Int) -> [UInt8] {
    let bytes = prefix(count)
    drop(count)
    return bytes
  }

  /// Moves as many bytes as there are and as fit to the free part of `output`.
  mutating func take(into output: inout OutputRawSpan) -> Int {
    take(atMost: count, into: &output)
  }

  /// Moves bytes as the one above, but at most `limit`.
  mutating func take(atMost limit: Int, into output: inout OutputRawSpan) -> Int {
    let moved = min(limit, count, output.freeCapacity)
    withBytes { bytes in output.append(bytes.extracting(first: moved)) }
    drop(moved)
    return moved
  }

  /// Drops the first `count` bytes, which must be there.
  mutating func drop(_ count: Int) {
    precondition(count >= 0 && count <= self.count, "no such bytes")
    start += count
    missingCount = 0
  }

  /// How many bytes there are.
  var count: Int { storage.count - start }

  /// Whether there are none.
  var isEmpty: Bool { count == 0 }

  /// How much memory is held at present, in bytes.
  var storageBytes: Int { storage.capacity }

  /// Lends the bytes.
  func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    try storage.withBytes { bytes throws(E) in
      try body(bytes.extracting(droppingFirst: start))
    }
  }

  /// The bytes, valid as long as they are not changed.
  var bytes: RawSpan {
    @_lifetime(borrow self)
    get { storage.bytes.extracting(droppingFirst: start) }
  }

  /// The first `count` bytes, which must be there, as an array of their own.
  func prefix(_ count: Int) -> [UInt8] {
    withBytes { bytes in [UInt8](copying: bytes.extracting(first: count)) }
  }

  /// The first `count` bytes, which must be there, as text.
  ///
  /// - Throws: where `malformed` refuses bytes that are not UTF-8, and where they are.
  func text(
    ofFirst count: Int,
    malformed: MalformedText
  ) throws(UTF8.ValidationError) -> String {
    try withBytes { bytes throws(UTF8.ValidationError) in
      try bytes.extracting(first: count).text(malformed: malformed)
    }
  }

  /// Gives back the storage, if there is nothing in it.
  mutating func releaseStorageIfEmpty() {
    if isEmpty { releaseStorage() }
  }

  private mutating func makeRoom(wanting wanted: Int) {
    if isEmpty && capacity > max(capacityDefault, wanted) { releaseStorage() }
    if start >= count { moveToFront() }
    if storage.count == capacity {
      if wanted <= capacity { moveToFront() } else { grow(wanting: wanted) }
    }
    if storage.capacity == 0 { storage = ByteStorage(capacity: capacity) }
  }

  private mutating func moveToFront() {
    storage.moveToFront(droppingFirst: start)
    start = 0
  }

  private mutating func grow(wanting wanted: Int) {
    capacity = min(max(4 * capacity, Self.grownCapacityMin), wanted)
    var grown = ByteStorage(capacity: capacity)
    withBytes { bytes in grown.append(bytes) }
    storage = grown
    start = 0
  }

  private mutating func releaseStorage() {
    storage = ByteStorage(capacity: 0)
    start = 0
    capacity = capacityDefault
    missingCount = 0
  }
}
