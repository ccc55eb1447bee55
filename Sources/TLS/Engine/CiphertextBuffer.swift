internal import ByteStreams

/// Bytes of TLS records on their way, in memory of the pool; it goes back there with this value.
// SAFETY: the memory belongs to this value alone, which cannot be copied; the bytes from `start` up
// to `end` are initialised.
@safe
struct CiphertextBuffer: ~Copyable, @unchecked Sendable {
  private var memory: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0

  /// An empty buffer.
  init() {
    // SAFETY: the pool gives memory that nobody else has.
    unsafe memory = CiphertextPool.shared.take()
  }

  deinit {
    // SAFETY: no loan of the memory outlives `self`.
    unsafe CiphertextPool.shared.giveBack(memory)
  }

  /// Reads once from a stream into the free part, which may wait.
  ///
  /// - Returns: how many bytes have come; 0 is the end.
  /// - Throws: what the stream throws; nothing was taken then.
  mutating func read<Base: ByteStream>(from base: Base) async throws(Base.Failure) -> Int {
    // SAFETY: a wait does not end the exclusive loan of `self`, whose memory stays; `finalize`
    // checks that the span is still the same, and tells how many bytes it has initialised.
    let free = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[end...])
    var output = unsafe OutputRawSpan(buffer: free, initializedCount: 0)
    do throws(Base.Failure) {
      _ = try await base.read(into: &output)
    } catch {
      end += unsafe output.finalize(for: free)
      throw error
    }
    let count = unsafe output.finalize(for: free)
    end += count
    return count
  }

  /// The same if that needs no wait; nil where it would.
  mutating func readAtOnce<Base: ByteStream>(from base: Base) throws(Base.Failure) -> Int? {
    // SAFETY: as for `read`.
    let free = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[end...])
    var output = unsafe OutputRawSpan(buffer: free, initializedCount: 0)
    let isRead: Bool
    do throws(Base.Failure) {
      isRead = try base.readAtOnce(into: &output) != nil
    } catch {
      end += unsafe output.finalize(for: free)
      throw error
    }
    let count = unsafe output.finalize(for: free)
    end += count
    return isRead ? count : nil
  }

  /// Appends a copy of bytes; whether there are not too many now.
  mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= TLSLimits.outputBytesMax - end else { return false }
    if unsafe bytes.count > memory.count - end { grow(toHold: end + bytes.count) }
    // SAFETY: there is room, and the memory is nobody else's, so that the two do not overlap.
    let free = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[end...])
    unsafe free.copyMemory(from: bytes)
    end += bytes.count
    return true
  }

  /// Moves bytes to memory of at most `count` bytes; how many there were.
  mutating func take(into target: UnsafeMutableRawPointer, atMost count: Int) -> Int {
    let taken = min(count, end - start)
    guard taken > 0 else { return 0 }
    // SAFETY: the caller's memory has room for `count` bytes, and as many are here.
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[start..<start + taken])
    unsafe target.copyMemory(from: bytes.baseAddress ?? UnsafeRawPointer(target), byteCount: taken)
    start += taken
    return taken
  }

  /// How many bytes there are.
  var count: Int { end - start }

  /// Whether a read has filled it, so that more is likely to be there.
  var isFull: Bool {
    // SAFETY: only the size is looked at.
    unsafe end == memory.count
  }

  /// The bytes.
  var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // SAFETY: they are initialised, and stay as they are while this is borrowed.
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[start..<end])
      return unsafe _overrideLifetime(bytes.bytes, borrowing: self)
    }
  }

  /// Moves to larger memory, twice as large at least.
  private mutating func grow(toHold count: Int) {
    // SAFETY: the bytes move to memory of this value's own, before the old is given back.
    let larger = unsafe UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count, 2 * memory.count),
      alignment: 16
    )
    unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<end]))
    unsafe CiphertextPool.shared.giveBack(memory)
    unsafe memory = larger
  }
}
