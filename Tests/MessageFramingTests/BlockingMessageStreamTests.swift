import ByteStreams
import Framing
import Testing

@testable import MessageFraming

@Suite struct BlockingMessageStreamTests {
  /// A stream that gives back what was written to it.
  private final class Loop: BlockingByteStream {
    private var bytes: [UInt8] = []

    func read(into buffer: inout OutputRawSpan) -> Int {
      let count = min(bytes.count, buffer.freeCapacity)
      for byte in bytes.prefix(count) { buffer.append(byte) }
      bytes.removeFirst(count)
      return count
    }

    func write(_ bytes: RawSpan) {
      for offset in bytes.byteOffsets { self.bytes.append(bytes.byte(at: offset)) }
    }

    func finishWriting() {}
  }

  @Test func `messages come back`() throws {
    let stream = Loop()
    var writer = BlockingMessageWriter(stream, of: Request.self, framedBy: .lengthPrefixed())
    try writer.collect(Request(id: 1))
    try writer.write(Request(id: 2))
    try writer.finish()
    var reader = BlockingMessageReader(stream, of: Request.self, framedBy: .lengthPrefixed())
    #expect(try reader.next() == Request(id: 1))
    #expect(try reader.next() == Request(id: 2))
    #expect(try reader.next() == nil)
  }

  @Test func `reading goes on behind a message that is none`() throws {
    let stream = Loop()
    var writer = BlockingFrameWriter(stream, by: .netstrings())
    try writer.write("{}")
    try writer.write("3")
    var reader = BlockingMessageReader(stream, of: Int.self, framedBy: .netstrings())
    let kind = MessageFault.Kind.mismatched(type: "Int")
    #expect(throws: MessageError<Never>.message(MessageFault(number: 1, kind: kind))) {
      _ = try reader.next()
    }
    #expect(try reader.next() == 3)
    try writer.write("4")
    var refusing = BlockingMessageReader(stream, of: Refused.self, framedBy: .netstrings())
    #expect(throws: MessageError<Never>.message(MessageFault(number: 1, kind: .other))) {
      _ = try refusing.next()
    }
  }

  @Test func `a message that its type refuses to write is an error`() {
    var writer = BlockingMessageWriter(Loop(), of: Refused.self, framedBy: .netstrings())
    #expect(throws: MessageError<Never>.message(MessageFault(number: 1, kind: .other))) {
      try writer.write(Refused())
    }
  }
}
