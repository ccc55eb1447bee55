// What the standard library does not have: an output span of bytes seen as raw, and copies into
// one.

extension OutputSpan<UInt8> {
  /// Lends the free part as a raw output span with nothing in it yet.
  ///
  /// What `body` puts there counts even where it throws after that.
  mutating func withFreeBytes<E: Error>(
    _ body: (inout OutputRawSpan) throws(E) -> Void
  ) throws(E) {
    var result: Result<Void, E> = .success(())
    unsafe withUnsafeMutableBufferPointer { elements, initializedCount in
      // SAFETY: the raw span covers exactly the free bytes and is gone before they are; `finalize`
      // checks that it is still the same one, and tells how many bytes it has initialised.
      let rest = unsafe UnsafeMutableBufferPointer(rebasing: elements[initializedCount...])
      let free = UnsafeMutableRawBufferPointer(rest)
      var output = unsafe OutputRawSpan(buffer: free, initializedCount: 0)
      do throws(E) { try body(&output) } catch { result = .failure(error) }
      initializedCount += unsafe output.finalize(for: free)
    }
    try result.get()
  }
}

extension OutputRawSpan {
  /// Appends a copy of `bytes`, for which there must be room.
  mutating func append(_ bytes: RawSpan) {
    precondition(bytes.byteCount <= freeCapacity, "no room for the bytes")
    unsafe withUnsafeMutableBytes { target, initializedCount in
      unsafe bytes.withUnsafeBytes { source in
        // SAFETY: the room was checked above; two spans, one of them exclusive, do not overlap.
        let free = unsafe UnsafeMutableRawBufferPointer(rebasing: target[initializedCount...])
        unsafe free.copyMemory(from: source)
        initializedCount += source.count
      }
    }
  }
}

extension RawSpan {
  /// A copy of the bytes.
  @usableFromInline
  package func copied() -> [UInt8] {
    [UInt8](copying: self)
  }
}

extension [UInt8] {
  /// A copy of `bytes`.
  package init(copying bytes: RawSpan) {
    // SAFETY: the pointer is used inside the closure only.
    self = unsafe bytes.withUnsafeBytes { source in unsafe [UInt8](source) }
  }

  /// Appends a copy of `bytes`.
  package mutating func append(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { source in
      // SAFETY: the pointer is used inside the closure only.
      unsafe append(contentsOf: source)
    }
  }
}
