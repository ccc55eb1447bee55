import Testing

@testable import ByteStreams

@Suite struct BufferedBytesTests {
  @Test func `a read is offered all the room there is`() throws {
    let stream = ScriptedStream(chunks: [[1, 2, 3], [4, 5]])
    var buffer = BufferedBytes(capacity: 8)
    #expect(try buffer.fill(from: stream, wanting: 1) == 3)
    #expect(try buffer.fill(from: stream, wanting: 5) == 2)
    #expect(try buffer.fill(from: stream, wanting: 6) == 0)
    #expect(stream.readRooms == [8, 5, 3])
    #expect(buffer.take(5) == [1, 2, 3, 4, 5])
    #expect(buffer.count == 0)
  }

  @Test func `the rest moves to the front once as much was taken`() throws {
    let stream = ScriptedStream(.counting(100), by: 100)
    var buffer = BufferedBytes(capacity: 10)
    _ = try buffer.fill(from: stream, wanting: 1)
    buffer.drop(4)
    // Six are left and four were taken: nothing moves, and what is wanted fits after a move only.
    _ = try buffer.fill(from: stream, wanting: 7)
    #expect(stream.readRooms == [10, 4])
    buffer.drop(5)
    _ = try buffer.fill(from: stream, wanting: 6)
    #expect(stream.readRooms == [10, 4, 5])
    #expect(buffer.take(10) == Array([UInt8].counting(100)[9..<19]))
  }

  @Test func `storage grows by what arrives, up to what is wanted, and shrinks when emptied`()
    throws
  {
    let stream = ScriptedStream(.counting(300_000), by: 300_000)
    var buffer = BufferedBytes(capacity: 8192)
    let wanted = 200_000
    while buffer.count < wanted { _ = try buffer.fill(from: stream, wanting: wanted) }
    #expect(stream.readRooms == [8192, 65_536 - 8192, 200_000 - 65_536])
    #expect(buffer.take(1000) == Array([UInt8].counting(1000)))
    buffer.drop(buffer.count)
    _ = try buffer.fill(from: stream, wanting: 1)
    #expect(stream.readRooms.last == 8192)
  }

  @Test func `large bytes that fill the storage are taken, and it begins anew`() throws {
    let all = [UInt8].counting(100_000)
    let stream = ScriptedStream(all, by: 100_000)
    var buffer = BufferedBytes(capacity: 16)
    while buffer.count < 90_000 { _ = try buffer.fill(from: stream, wanting: 90_000) }
    #expect(buffer.take(90_000) == Array(all.prefix(90_000)))
    #expect(buffer.count == 0)
    _ = try buffer.fill(from: stream, wanting: 1)
    #expect(stream.readRooms.last == 16)
    #expect(buffer.take(16) == Array(all[90_000..<90_016]))
  }

  @Test func `a search in vain goes on where it stopped, for the same delimiter only`() throws {
    let stream = ScriptedStream(chunks: [bytes("ab\r"), bytes("\nc"), bytes(";")])
    var buffer = BufferedBytes(capacity: 64)
    _ = try buffer.fill(from: stream, wanting: 1)
    #expect(buffer.firstOffset(of: bytes("\r\n"), within: 64) == nil)
    _ = try buffer.fill(from: stream, wanting: 4)
    #expect(buffer.firstOffset(of: bytes(";"), within: 64) == nil)
    #expect(buffer.firstOffset(of: bytes("\r\n"), within: 64) == 2)
    #expect(buffer.firstOffset(of: bytes("ab"), within: 64) == 0)
    _ = try buffer.fill(from: stream, wanting: 6)
    #expect(buffer.firstOffset(of: bytes(";"), within: 5) == nil)
    #expect(buffer.firstOffset(of: bytes(";"), within: 6) == 5)
    buffer.drop(1)
    #expect(buffer.firstOffset(of: bytes(";"), within: 6) == 4)
    #expect(buffer.firstOffset(of: bytes("b"), within: 6) == 0)
  }

  @Test(arguments: [-1, 0, 1])
  func `a search within less than the delimiter finds nothing`(limit: Int) throws {
    var buffer = BufferedBytes(capacity: 8)
    _ = try buffer.fill(from: ScriptedStream(chunks: [bytes("\r\n")]), wanting: 1)
    #expect(buffer.firstOffset(of: bytes("\r\n"), within: limit) == nil)
    #expect(buffer.firstOffset(of: bytes("\r\n"), within: 2) == 0)
  }

  @Test func `bytes that came before an error stay`() throws {
    let stream = HalfwayStream()
    var buffer = BufferedBytes(capacity: 8)
    #expect(throws: ScriptedFailure.reset) { try buffer.fill(from: stream, wanting: 1) }
    #expect(buffer.take(2) == [1, 2])
  }

  @Test func `an empty buffer holds no storage while it waits`() async throws {
    let stream = ScriptedStream(.counting(100), by: 10)
    var buffer = BufferedBytes(capacity: 8)
    #expect(buffer.storageBytes == 0)
    #expect(try await buffer.fill(from: stream, wanting: 1) == 8)
    #expect(buffer.storageBytes == 8)
    buffer.drop(8)
    stream.waitFailure = .timedOut
    await #expect(throws: ScriptedFailure.timedOut) {
      try await buffer.fill(from: stream, wanting: 100)
    }
    #expect(buffer.storageBytes == 0)
    #expect(try await buffer.fill(from: stream, wanting: 1) == 2)
  }

  @Test func `a buffer with bytes in it reads without waiting first, and keeps them`() async throws
  {
    let stream = ScriptedStream(.counting(100), by: 10)
    var buffer = BufferedBytes(capacity: 16)
    #expect(try await buffer.fill(from: stream, wanting: 1) == 10)
    stream.waitFailure = .timedOut
    #expect(try await buffer.fill(from: stream, wanting: 11) == 6)
    #expect(buffer.take(16) == .counting(16))
  }

  @Test(arguments: 0..<20)
  func `what is appended comes out again, up to the capacity`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let all = [UInt8].counting(1000)
    var buffer = BufferedBytes(capacity: 10)
    var appended = 0
    var taken = 0
    while taken < all.count {
      let piece = Array(all[appended...].prefix(Int.random(in: 0...12, using: &random)))
      let span = piece.span
      let count = unsafe buffer.append(span.bytes)
      #expect(count == min(piece.count, 10 - (appended - taken)), "seed \(seed)")
      appended += count
      let wanted = Int.random(in: 0...buffer.count, using: &random)
      #expect(buffer.take(wanted) == Array(all[taken..<taken + wanted]), "seed \(seed)")
      taken += wanted
    }
  }

  @Test func `a stream that lies about its count is not believed`() throws {
    var buffer = BufferedBytes(capacity: 8)
    #expect(buffer.fill(from: LyingStream(), wanting: 1) == 1)
    #expect(buffer.count == 1)
  }
}

/// Puts bytes into the buffer and then fails.
struct HalfwayStream: BlockingByteStream, ByteStream {
  func read(into buffer: inout OutputRawSpan) throws(ScriptedFailure) -> Int {
    buffer.append(1)
    buffer.append(2)
    throw .reset
  }

  func write(_ bytes: RawSpan) throws(ScriptedFailure) { throw .reset }
  func finishWriting() throws(ScriptedFailure) { throw .reset }
  func close() {}
}

/// Says that it has put more into the buffer than it has.
private struct LyingStream: BlockingByteStream {
  func read(into buffer: inout OutputRawSpan) throws(Never) -> Int {
    buffer.append(1)
    return 1000
  }

  func write(_ bytes: RawSpan) throws(Never) {}
  func finishWriting() throws(Never) {}
}
