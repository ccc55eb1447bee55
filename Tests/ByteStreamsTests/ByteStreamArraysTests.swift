import Testing

@testable import ByteStreams

@Suite struct ByteStreamArraysTests {
  @Test func `arrays and texts are written as their bytes`() async throws {
    let stream = ScriptedStream()
    let waiting: some ByteStream = stream
    try await waiting.write([1, 2])
    try await waiting.write("地")
    #expect(stream.writes == [[1, 2], bytes("地")])
  }

  @Test(arguments: [(1, [1]), (2, [1, 2]), (3, [1, 2, 3]), (4, [1, 2, 3])] as [(Int, [UInt8])])
  func `a read gives what is there, and no more than asked`(
    count: Int,
    expected: [UInt8]
  ) async throws {
    let stream = ScriptedStream(chunks: [[1, 2, 3], [4]])
    #expect(try await stream.read(atMost: count) == expected)
    #expect(stream.readRooms == [count])
  }

  @Test(arguments: [Int.min, -1, 0])
  func `nothing asked for is no read`(count: Int) async throws {
    let stream = ScriptedStream(chunks: [[1]])
    #expect(try await stream.read(atMost: count) == [])
    #expect(stream.readRooms.isEmpty)
  }

  @Test func `a read makes room for no more than its limit, however much is asked`() async throws {
    let stream = ScriptedStream(chunks: [[1]])
    #expect(try await stream.read(atMost: .max) == [1])
    #expect(stream.readRooms == [ByteStreamLimits.readBytesMax])
  }

  @Test func `a read at the end gives nothing`() async throws {
    #expect(try await ScriptedStream().read(atMost: 8) == [])
  }

  @Test func `a read waits before it makes room, and tells what the wait throws`() async throws {
    let stream = ScriptedStream(chunks: [[1]])
    stream.waitFailure = .timedOut
    await #expect(throws: ScriptedFailure.timedOut) { try await stream.read(atMost: 8) }
    #expect(stream.readRooms.isEmpty)
    #expect(try await stream.read(atMost: 8) == [1])
  }
}
