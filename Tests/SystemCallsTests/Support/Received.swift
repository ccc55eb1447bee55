import SystemCalls

/// What a call that fills a buffer left in it.
struct Received: Equatable {
  /// What the call returned.
  var count = 0
  /// What it marked as filled.
  var bytes: [UInt8] = []

  init(count: Int, bytes: [UInt8]) {
    self.count = count
    self.bytes = bytes
  }

  /// Lends `call` a buffer of `capacity` bytes, the first `filled` of them filled already.
  init(
    capacity: Int,
    filled: Int = 0,
    _ call: (inout OutputRawSpan) throws(Errno) -> Int
  ) throws(Errno) {
    var count = 0
    var failure: Errno?
    // SAFETY: the span covers the array's storage, and what it says was filled is what counts.
    bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, end in
      // Not zero, so that what a call marks without having written it shows.
      unsafe buffer.initialize(repeating: 0xAA)
      let room = unsafe UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: capacity)
      var output = unsafe OutputRawSpan(buffer: room, initializedCount: filled)
      do throws(Errno) { count = try call(&output) } catch { failure = error }
      end = unsafe output.finalize(for: room)
    }
    if let failure { throw failure }
    self.count = count
  }
}
