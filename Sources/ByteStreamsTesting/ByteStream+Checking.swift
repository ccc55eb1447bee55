import ByteStreams

extension ByteStream where Self: Sendable {
  /// What one read into so much room gives, behind `prefix` bytes of 0xEE, after checking the count
  /// that it tells.
  func readOnce(room: Int, prefix: Int = 0) async throws -> [UInt8] {
    var storage = ByteStorage(capacity: prefix + room)
    for _ in 0..<prefix { storage.append(0xEE) }
    let count = try await storage.read(from: self, showing: prefix)
    let bytes = storage.array
    try expect(
      bytes.prefix(prefix).allSatisfy { $0 == 0xEE },
      "a read wrote over what was in the buffer"
    )
    try expect(
      count == bytes.count - prefix,
      "a read told \(count) and gave \(bytes.count - prefix) bytes"
    )
    return Array(bytes.dropFirst(prefix))
  }

  /// What a first attempt to read gives, nil for nothing, after checking the count that it tells.
  func readAtOnce(atMost count: Int) throws -> [UInt8]? {
    var storage = ByteStorage(capacity: count)
    let told = try storage.readAtOnce(from: self)
    try expect(
      told ?? 0 == storage.array.count,
      "a first read told \(told ?? 0) and gave \(storage.array.count) bytes"
    )
    return told == nil ? nil : storage.array
  }

  /// Writes the beginning of an array at once; how many bytes.
  func writeAtOnce(_ bytes: [UInt8]) throws -> Int {
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
    try unsafe writeAtOnce(bytes.span.bytes)
  }

  /// So many bytes, or fewer where the end comes first.
  func read(exactly count: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let more = try await read(atMost: count - bytes.count)
      guard !more.isEmpty else { break }
      bytes += more
    }
    return bytes
  }

  /// Everything up to the end.
  func readToEnd() async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let more = try await read(atMost: 64 << 10)
      guard !more.isEmpty else { return bytes }
      bytes += more
    }
  }

  /// Throws unless these bytes come next.
  func expectNext(_ expected: [UInt8], in text: @autoclosure () -> String = "") async throws {
    try await expectEqual(read(exactly: expected.count), expected, text())
  }

  /// Throws unless the stream has come to its end.
  func expectEnd(_ text: @autoclosure () -> String = "") async throws {
    let bytes = try await read(atMost: 100)
    try expect(bytes.isEmpty, "\(bytes.count) bytes instead of the end\(text())")
  }
}

/// Throws unless two arrays are the same.
func expectEqual(
  _ given: [UInt8],
  _ expected: [UInt8],
  _ text: @autoclosure () -> String = ""
) throws {
  guard given != expected else { return }
  let common = zip(given, expected).prefix { $0 == $1 }.count
  throw BrokenPromise(
    "\(given.count) bytes for \(expected.count), different from byte \(common) on\(text())"
  )
}

extension [UInt8] {
  /// Bytes that tell where they are: no two neighbours are alike, and no short run repeats soon.
  static func counting(_ count: Int) -> [UInt8] {
    // The pattern repeats after this many bytes: 251 rows of 256.
    let period = (0..<Swift.min(count, 251 * 256)).map { index in
      UInt8(truncatingIfNeeded: index &* 7 &+ index / 251)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count { bytes += period.prefix(count - bytes.count) }
    return bytes
  }
}
