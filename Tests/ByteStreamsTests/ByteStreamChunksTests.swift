import Testing

@testable import ByteStreams

@Suite struct ByteStreamChunksTests {
  @Test func `chunks are what comes, up to the end`() async throws {
    let stream = ScriptedStream(chunks: [[1, 2], [3], [4, 5, 6]])
    #expect(try await chunks(of: stream, atMost: 100) == [[1, 2], [3], [4, 5, 6]])
  }

  @Test(arguments: [Int.min, 0, 1, 2])
  func `a chunk is no larger than asked`(count: Int) async throws {
    let expected = [UInt8].counting(5).chunks(of: max(1, count))
    #expect(try await chunks(of: ScriptedStream(.counting(5), by: 5), atMost: count) == expected)
  }

  @Test func `a stream without bytes has no chunks`() async throws {
    #expect(try await chunks(of: ScriptedStream(), atMost: 1) == [])
  }

  @Test func `a failure is thrown as what it is, and the next iteration goes on`() async throws {
    let stream = ScriptedStream([.bytes([1]), .failure(.timedOut), .bytes([2])])
    var chunks: [[UInt8]] = []
    do throws(ScriptedFailure) {
      for try await chunk in stream.chunks() { chunks.append(chunk) }
      Issue.record("no failure")
    } catch {
      #expect(error == .timedOut)
    }
    for try await chunk in stream.chunks() { chunks.append(chunk) }
    #expect(chunks == [[1], [2]])
  }

  @Test func `the default size of a chunk is 64 KiB`() async throws {
    let stream = ScriptedStream()
    for try await _ in stream.chunks() {}
    #expect(stream.readRooms == [65_536])
  }

  private func chunks(of stream: ScriptedStream, atMost count: Int) async throws -> [[UInt8]] {
    var chunks: [[UInt8]] = []
    for try await chunk in stream.chunks(atMost: count) { chunks.append(chunk) }
    return chunks
  }
}
