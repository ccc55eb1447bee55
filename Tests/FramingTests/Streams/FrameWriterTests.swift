import ByteStreams
import Testing

@testable import Framing

@Suite struct FrameWriterTests {
  typealias Failure = FrameStreamError<PiecedStreamFailure>

  @Test func `each frame is written when it was given`() throws {
    let stream = PiecedStream()
    var writer = BlockingFrameWriter(stream, by: .netstrings())
    try writer.write("hello")
    try writer.write([])
    #expect(stream.written == texts("5:hello,", "0:,"))
  }

  @Test func `frames that are collected go in one piece`() throws {
    let stream = PiecedStream()
    var writer = BlockingFrameWriter(stream, by: .netstrings())
    try writer.collect(bytes("a"))
    try writer.collect(bytes("b"))
    #expect(stream.written == [])
    try writer.flush()
    #expect(stream.written == texts("1:a,1:b,"))
    try writer.collect(bytes("c"))
    try writer.finish()
    #expect(stream.written.last == bytes("1:c,"))
    #expect(stream.hasFinished)
  }

  @Test func `content as large as the buffer is not copied into it`() throws {
    let stream = PiecedStream()
    var writer = BlockingFrameWriter(stream, by: .netstrings(), bufferBytes: 5)
    try writer.write("hello")
    #expect(stream.written == texts("5:", "hello", ","))
  }

  @Test func `a frame that is refused leaves no trace`() throws {
    let stream = PiecedStream()
    var writer = BlockingFrameWriter(stream, by: .lines(ending: .lineFeed))
    #expect(throws: Failure.framing(.containsDelimiter(atByte: 1))) { try writer.write("a\nb") }
    try writer.write("ab")
    #expect(stream.written == texts("ab\n"))
  }

  @Test func `a failure of the stream stays`() {
    let stream = PiecedStream()
    stream.failsWrites = true
    var writer = BlockingFrameWriter(stream, by: .netstrings())
    #expect(throws: Failure.stream(.broken)) { try writer.write("a") }
    stream.failsWrites = false
    #expect(throws: Failure.stream(.broken)) { try writer.write("a") }
    #expect(stream.written == [])
  }

  @Test func `a body in chunks is ended by a mark`() throws {
    let stream = PiecedStream()
    var writer = BlockingFrameWriter(stream, by: .chunked())
    try writer.write("hello")
    try writer.end()
    #expect(Array(stream.written.joined()) == bytes("5\r\nhello\r\n0\r\n\r\n"))
    #expect(!stream.hasFinished)
  }

  @Test func `a tag is set between two frames`() throws {
    let stream = PiecedStream()
    var writer = BlockingFrameWriter(stream, by: .tagLengthValue(lengthWidth: .one))
    writer.format.tag = 5
    try writer.write([7])
    writer.format.tag = 6
    try writer.write([8])
    #expect(stream.written == [[5, 1, 7], [6, 1, 8]])
  }

  @Test func `tasks write the same`() async throws {
    let (client, server) = MemoryStream.pair()
    var writer = FrameWriter(client, by: .chunked())
    try await writer.collect(bytes("ab"))
    try await writer.write("c")
    try await writer.end()
    try await writer.finish()
    var reader = BufferedReader(server)
    let written = try await reader.readAll(maximumBytes: 100)
    #expect(written == bytes("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"))
  }

  @Test func `the writer gives back what was collected`() throws {
    var writer = BlockingFrameWriter(PiecedStream(), by: .netstrings())
    try writer.collect(bytes("a"))
    let parts = writer.intoWriter().intoBase()
    #expect(parts.unwrittenBytes == bytes("1:a,"))
  }
}
