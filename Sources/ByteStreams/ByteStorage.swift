/// Memory for bytes that are put at its end.
///
/// An array lends its free part for the length of a closure only, in which nothing may wait. This
/// lends it to a read that waits as well.
///
/// Unchecked and declared safe, because the compiler knows nothing of who owns a pointer.
// SAFETY: the memory belongs to this value alone, which cannot be copied, and goes with it. Its
// first `count` bytes are initialised.
@safe
package struct ByteStorage: ~Copyable, @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer

  /// How many bytes fit.
  package let capacity: Int

  /// How many bytes there are.
  package private(set) var count = 0

  /// Memory for so many bytes; for none no memory is taken.
  package init(capacity: Int) {
    self.capacity = capacity
    // SAFETY: nothing is read from the memory before it is initialised.
    unsafe memory =
      capacity == 0
      ? UnsafeMutableRawBufferPointer(start: nil, count: 0)
      : .allocate(byteCount: capacity, alignment: MemoryLayout<UInt64>.alignment)
  }

  deinit {
    // SAFETY: nobody else has the memory, and no loan of it outlives `self`.
    unsafe memory.deallocate()
  }

  /// Lends the free part as an output span with nothing in it yet.
  ///
  /// What `body` puts there counts even where it throws after that.
  package mutating func withFreeBytes<E: Error>(
    _ body: (inout OutputRawSpan) throws(E) -> Void
  ) throws(E) {
    // SAFETY: the memory stays where it is while `self` is lent here exclusively, and the span is
    // gone before that ends; `finalize` checks that it is still the same one.
    let free = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    var output = unsafe OutputRawSpan(buffer: free, initializedCount: 0)
    var result: Result<Void, E> = .success(())
    do throws(E) { try body(&output) } catch { result = .failure(error) }
    count += unsafe output.finalize(for: free)
    try result.get()
  }

  /// The same for a body that may wait.
  package mutating func fill<E: Error>(
    by body: (inout OutputRawSpan) async throws(E) -> Void
  ) async throws(E) {
    // SAFETY: as above; a wait does not end the exclusive loan of `self`.
    let free = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    var output = unsafe OutputRawSpan(buffer: free, initializedCount: 0)
    do throws(E) {
      try await body(&output)
      count += unsafe output.finalize(for: free)
    } catch {
      count += unsafe output.finalize(for: free)
      throw error
    }
  }

  /// Reads once from a stream into the free part, which may wait.
  ///
  /// - Parameters:
  ///   - base: the stream.
  ///   - shown: how many of the last bytes that are there the stream finds in its buffer.
  /// - Returns: how many bytes the stream says it has put there. The count tells how many it has.
  /// - Throws: what the stream throws; what it had put there counts.
  package mutating func read<Base: ByteStream & ~Copyable>(
    from base: borrowing Base,
    showing shown: Int = 0
  ) async throws(Base.Failure) -> Int {
    // SAFETY: as above, for bytes of which the first are initialised; a wait does not end the
    // exclusive loan of `self`.
    count -= shown
    let free = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    var output = unsafe OutputRawSpan(buffer: free, initializedCount: shown)
    do throws(Base.Failure) {
      let told = try await base.read(into: &output)
      count += unsafe output.finalize(for: free)
      return told
    } catch {
      count += unsafe output.finalize(for: free)
      throw error
    }
  }

  /// The same by `readAtOnce`: nil where the stream does not read without a wait.
  package mutating func readAtOnce<Base: ByteStream & ~Copyable>(
    from base: borrowing Base
  ) throws(Base.Failure) -> Int? {
    // SAFETY: as above.
    let free = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    var output = unsafe OutputRawSpan(buffer: free, initializedCount: 0)
    do throws(Base.Failure) {
      let told = try base.readAtOnce(into: &output)
      count += unsafe output.finalize(for: free)
      return told
    } catch {
      count += unsafe output.finalize(for: free)
      throw error
    }
  }

  /// Writes the bytes to a stream, all of them.
  package borrowing func write<Base: ByteStream & ~Copyable>(
    to base: borrowing Base
  ) async throws(Base.Failure) {
    try await base.write(bytes)
  }

  /// Forgets the bytes.
  package mutating func removeAll() {
    count = 0
  }

  /// Appends a byte, for which there must be room.
  package mutating func append(_ byte: UInt8) {
    withFreeBytes { free in free.append(byte) }
  }

  /// Appends a copy of `bytes`, for which there must be room.
  mutating func append(_ bytes: RawSpan) {
    withFreeBytes { free in free.append(bytes) }
  }

  /// Drops the first `dropped` bytes, and moves the others to the front.
  mutating func moveToFront(droppingFirst dropped: Int) {
    precondition(dropped >= 0 && dropped <= count, "no such bytes")
    // SAFETY: both ranges lie within the initialised bytes, and the copy may overlap.
    let kept = unsafe UnsafeRawBufferPointer(rebasing: memory[dropped..<count])
    unsafe memory.copyMemory(from: kept)
    count -= dropped
  }

  /// Lends the bytes.
  package func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    // SAFETY: the bytes are initialised, and `self` is lent as long as the span lives.
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[..<count])
    return try unsafe body(bytes.bytes)
  }

  /// The bytes, valid as long as they are not changed.
  package var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // SAFETY: the bytes are initialised, and stay as they are while `self` is borrowed, which is
      // how long the span may live.
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[..<count])
      return unsafe _overrideLifetime(bytes.bytes, borrowing: self)
    }
  }

  /// A copy of the bytes.
  package var array: [UInt8] {
    withBytes { bytes in [UInt8](copying: bytes) }
  }
}
