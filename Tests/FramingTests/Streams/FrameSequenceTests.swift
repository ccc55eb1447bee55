import ByteStreams
import Testing

@testable import Framing

@Suite struct FrameSequenceTests {
  private func stream(_ text: [UInt8]) async throws -> MemoryStream {
    let (client, server) = MemoryStream.pair(chunking: .atMost(bytes: 2))
    try await client.write(text)
    try client.finishWriting()
    return server
  }

  @Test func `lines come as text, up to the end`() async throws {
    var lines: [String] = []
    for try await line in try await stream(bytes("地瓜\n\r\nb\r\n")).lines() { lines.append(line) }
    #expect(lines == ["地瓜", "", "b"])
  }

  @Test func `an iteration goes on behind one that was left`() async throws {
    let lines = try await stream(bytes("a\nb\nc\n")).lines()
    for try await line in lines {
      #expect(line == "a")
      break
    }
    var rest: [String] = []
    for try await line in lines { rest.append(line) }
    #expect(rest == ["b", "c"])
  }

  @Test func `a line that is not UTF-8 is an error, and the next one comes`() async throws {
    let lines = try await stream([0x61, 0xFF, 10, 0x62, 10]).lines()
    var iterator = lines.makeAsyncIterator()
    do throws(FrameStreamError<MemoryStreamError>) {
      _ = try await iterator.next(isolation: nil)
      Issue.record("no failure")
    } catch {
      #expect(error == .framing(.malformedText(atByte: 1)))
    }
    #expect(try await iterator.next(isolation: nil) == "b")
  }

  @Test func `a line that is not UTF-8 is repaired where that is asked for`() async throws {
    let lines = try await stream([0x61, 0xFF, 10]).lines(malformed: .repaired)
    for try await line in lines { #expect(line == "a\u{FFFD}") }
  }

  @Test func `lines keep to what was asked for`() async throws {
    let lines = try await stream(bytes("a\rb\r\nc")).lines(
      ending: .carriageReturnLineFeed,
      strictness: .strict,
      unendedLine: .given,
      maximumBytes: 3
    )
    do {
      for try await _ in lines { Issue.record("a line") }
    } catch {
      #expect(error == .framing(.bareCarriageReturn(atByte: 1)))
    }
  }

  @Test func `frames of any format come as bytes`() async throws {
    let stream = try await stream([1, 7, 0, 2, 8, 9])
    var frames: [[UInt8]] = []
    for try await frame in stream.frames(by: .lengthPrefixed(width: .one)) { frames.append(frame) }
    #expect(frames == [[7], [], [8, 9]])
  }
}
