import Testing

@testable import ByteStreams

extension [UInt8] {
  /// The bytes cut into pieces of a size; the last one may be shorter.
  func chunks(of size: Int) -> [[UInt8]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }

  /// Bytes that tell where they are: no two neighbours are alike, and no short run repeats soon.
  static func counting(_ count: Int) -> [UInt8] {
    [UInt8](capacity: count) { output in
      for index in 0..<count { output.append(UInt8(truncatingIfNeeded: index &* 7 &+ index / 251)) }
    }
  }
}

/// The UTF-8 bytes of a text.
func bytes(_ text: String) -> [UInt8] {
  Array(text.utf8)
}

extension BlockingReader where Base: ~Copyable {
  /// `read(into:)` with so many free bytes behind `prefix` bytes of 0xEE, and all bytes after it.
  mutating func readOnce(room: Int, prefix: Int = 0) throws(Failure) -> (Int, bytes: [UInt8]) {
    var count = 0
    var bytes: [UInt8] = []
    try bytes.append(addingCapacity: prefix + room) { output throws(Failure) in
      try output.withFreeBytes { free throws(Failure) in
        for _ in 0..<prefix { free.append(0xEE) }
        count = try read(into: &free)
      }
    }
    return (count, bytes)
  }
}

extension BlockingByteStream where Self: ~Copyable {
  /// What one read into so much room gives, behind `prefix` bytes of 0xEE, after checking the count
  /// that it tells.
  borrowing func readOnce(atMost room: Int, prefix: Int = 0) throws(Failure) -> [UInt8] {
    var count = 0
    var bytes: [UInt8] = []
    try bytes.append(addingCapacity: prefix + room) { output throws(Failure) in
      try output.withFreeBytes { free throws(Failure) in
        for _ in 0..<prefix { free.append(0xEE) }
        count = try read(into: &free)
      }
    }
    #expect(count == bytes.count - prefix)
    return bytes
  }
}

extension BufferedReader where Base: ~Copyable {
  /// `read(into:)` with so many free bytes behind `prefix` bytes of 0xEE, and all bytes after them,
  /// after checking the count that it tells.
  mutating func readOnce(room: Int, prefix: Int = 0) async throws(Failure) -> [UInt8] {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: prefix + room, alignment: 1)
    defer { unsafe memory.deallocate() }
    // SAFETY: the memory outlives the span, and nobody else knows it.
    var output = unsafe OutputRawSpan(buffer: memory, initializedCount: 0)
    for _ in 0..<prefix { output.append(0xEE) }
    let count = try await read(into: &output)
    let bytes = [UInt8](copying: output.bytes)
    #expect(bytes.count == prefix + count)
    #expect(bytes.prefix(prefix).allSatisfy { $0 == 0xEE })
    return Array(bytes.dropFirst(prefix))
  }
}
