import ByteStreams
import Testing

@testable import Framing

@Suite struct FrameReaderTests {
  static let lines = LineFormat(maximumBytes: 100)

  @Test(arguments: [1, 2, 3, 1000], [1, 3, 8192])
  func `frames come whole, however they are cut`(size: Int, bufferBytes: Int) async throws {
    let (client, server) = MemoryStream.pair(chunking: .atMost(bytes: size))
    let text = "a\n\nlonger than a small buffer\r\n"
    try await client.write(text)
    try client.finishWriting()
    var frames = FrameReader(server, by: Self.lines, bufferBytes: bufferBytes)
    #expect(try await frames.next() == bytes("a"))
    #expect(try await frames.next() == [])
    #expect(try await frames.next() == bytes("longer than a small buffer"))
    #expect(try await frames.next() == nil)
    #expect(try await frames.next() == nil)
    #expect(frames.reader.bufferedCount == 0)
  }

  @Test(arguments: [0, 1, 8191, 8192, 8193, 65_536, 1 << 20])
  func `a frame larger than the buffer comes whole`(count: Int) async throws {
    let (client, server) = MemoryStream.pair(capacityBytes: 2 << 20)
    let content = [UInt8](repeating: 7, count: count)
    var writer = FrameWriter(client, by: .lengthPrefixed(width: .varint))
    try await writer.write(content)
    var frames = FrameReader(server, by: .lengthPrefixed(width: .varint))
    #expect(try await frames.next() == content)
  }

  @Test func `a frame is lent where it lies`() async throws {
    let (client, server) = MemoryStream.pair()
    try await client.write("abc\nde\n")
    var frames = FrameReader(server, by: Self.lines)
    #expect(try await frames.withNextFrame { $0.byteCount } == 3)
    #expect(try await frames.withNextFrame { $0.byteCount } == 2)
  }

  @Test func `a read that fails has lost nothing`() async throws {
    let stream = PiecedStream([.bytes(bytes("ab")), .failure(.timedOut), .bytes(bytes("c\nd\n"))])
    var frames = FrameReader(stream, by: Self.lines)
    do {
      _ = try await frames.next()
      Issue.record("no failure")
    } catch {
      #expect(error == .stream(.timedOut))
    }
    #expect(frames.reader.bufferedCount == 2)
    #expect(try await frames.next() == bytes("abc"))
    #expect(try await frames.next() == bytes("d"))
    #expect(try await frames.next() == nil)
  }

  @Test func `a timeout passes, and the same frame comes`() throws {
    let stream = PiecedStream([.bytes(bytes("ab")), .failure(.timedOut), .bytes(bytes("c\nd\n"))])
    var frames = BlockingFrameReader(stream, by: Self.lines)
    #expect(throws: FrameStreamError<PiecedStreamFailure>.stream(.timedOut)) {
      _ = try frames.next()
    }
    #expect(try frames.next() == bytes("abc"))
    #expect(try frames.next() == bytes("d"))
    #expect(try frames.next() == nil)
  }

  @Test func `bytes that are no frame are an error that stays`() async throws {
    let (client, server) = MemoryStream.pair()
    try await client.write("5:hello,x")
    var frames = FrameReader(server, by: .netstrings())
    #expect(try await frames.next() == bytes("hello"))
    for _ in 0..<2 {
      do {
        _ = try await frames.next()
        Issue.record("no failure")
      } catch {
        #expect(error == .framing(.malformedNumber(atByte: 0)))
      }
    }
  }

  @Test func `a stream that ends within a frame is truncated`() async throws {
    let (client, server) = MemoryStream.pair()
    try await client.write("ab\nc")
    try client.finishWriting()
    var frames = FrameReader(server, by: Self.lines)
    #expect(try await frames.next() == bytes("ab"))
    do {
      _ = try await frames.next()
      Issue.record("no failure")
    } catch {
      #expect(error == .framing(.truncated(afterBytes: 1)))
    }
  }

  @Test func `what follows a body in chunks is there for another format`() async throws {
    let (client, server) = MemoryStream.pair(chunking: .atMost(bytes: 3))
    try await client.write("1\r\nx\r\n0\r\n\r\nnext\r\n")
    try client.finishWriting()
    var chunks = FrameReader(server, by: .chunked())
    #expect(try await chunks.next() == bytes("x"))
    #expect(try await chunks.next() == nil)
    #expect(try await chunks.next() == nil)
    var lines = FrameReader(chunks.intoReader(), by: Self.lines)
    #expect(try await lines.next() == bytes("next"))
  }

  @Test func `the decoder tells what it knows of a frame`() throws {
    let stream = PiecedStream([.bytes([5, 0, 1, 7])])
    var frames = BlockingFrameReader(stream, by: .tagLengthValue())
    #expect(try frames.next() == [7])
    #expect(frames.decoder.tag == 5)
  }

  @Test func `blocking frames are lent, and the reader goes on`() throws {
    var frames = BlockingFrameReader(PiecedStream("ab\nc", "d\nrest"), by: Self.lines)
    #expect(try frames.withNextFrame { $0.byteCount } == 2)
    #expect(try frames.withNextFrame { $0.byteCount } == 2)
    var reader = frames.intoReader()
    #expect(try reader.readExactly(4) == bytes("rest"))
  }
}
