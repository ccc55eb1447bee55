internal import Glibc

// Many arrays seen by the kernel at once. Swift lends an array's storage for the length of a
// closure, so the closures nest: one frame of a few hundred bytes for each buffer. `vectorsMax`
// bounds the stack that this takes to half a MiB.
extension System {
  typealias Vectors = UnsafeMutableBufferPointer<iovec>

  /// Lends all `buffers` at once to `body`, which only reads them.
  static func withVectors<R>(
    reading buffers: [[UInt8]],
    _ body: (Vectors) throws(Errno) -> R
  ) throws(Errno) -> R {
    // SAFETY: `point` initialises every vector before it calls `body`.
    try unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: buffers.count) {
      vectors throws(Errno) in
      try unsafe point(vectors, at: buffers, from: 0, body)
    }
  }

  /// Lends all `buffers` at once to `body`, which may overwrite their elements.
  static func withVectors<R>(
    writing buffers: inout [[UInt8]],
    _ body: (Vectors) throws(Errno) -> R
  ) throws(Errno) -> R {
    // SAFETY: `point` initialises every vector before it calls `body`.
    try unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: buffers.count) {
      vectors throws(Errno) in
      try unsafe point(vectors, at: &buffers, from: 0, body)
    }
  }

  private static func point<R>(
    _ vectors: Vectors,
    at buffers: [[UInt8]],
    from index: Int,
    _ body: (Vectors) throws(Errno) -> R
  ) throws(Errno) -> R {
    guard index < buffers.count else { return try unsafe body(vectors) }
    let buffer = buffers[index]
    return try unsafe buffer.span.withUnsafeBytes { bytes throws(Errno) in
      // SAFETY: `vectors` has a place for each buffer, whose bytes stay put until `body` has ended.
      unsafe vectors.initializeElement(at: index, to: iovec(reading: bytes))
      return try unsafe point(vectors, at: buffers, from: index + 1, body)
    }
  }

  private static func point<R>(
    _ vectors: Vectors,
    at buffers: inout [[UInt8]],
    from index: Int,
    _ body: (Vectors) throws(Errno) -> R
  ) throws(Errno) -> R {
    guard index < buffers.count else { return try unsafe body(vectors) }
    // Taken out of the array, so that its neighbours can be lent at the same time.
    var buffer: [UInt8] = []
    swap(&buffer, &buffers[index])
    defer { swap(&buffer, &buffers[index]) }
    var span = buffer.mutableSpan
    return try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
      // SAFETY: as above; nothing else sees the buffer, which this frame has for itself.
      unsafe vectors.initializeElement(at: index, to: iovec(writing: bytes))
      return try unsafe point(vectors, at: &buffers, from: index + 1, body)
    }
  }
}

extension iovec {
  /// A vector for a call that only reads `bytes`, which must outlive it.
  init(reading bytes: UnsafeRawBufferPointer) {
    // SAFETY: `struct iovec` serves reading and writing calls alike, hence the cast.
    let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    unsafe self.init(iov_base: start, iov_len: bytes.count)
  }

  /// A vector for a call that writes to `bytes`, which must outlive it.
  init(writing bytes: UnsafeMutableRawBufferPointer) {
    // SAFETY: the vector carries the region with its size.
    unsafe self.init(iov_base: bytes.baseAddress, iov_len: bytes.count)
  }
}
