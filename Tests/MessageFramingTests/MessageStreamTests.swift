import ByteStreams
import Framing
import Testing

@testable import MessageFraming

@Suite struct MessageStreamTests {
  static let requests = [
    Request(id: 1, items: [Request.Item(name: "地瓜/\n", count: nil)], labels: ["b": 2, "a": 1]),
    Request(id: 2),
  ]

  static let formats: [any FrameFormat] = [
    .lines(), .lines(ending: .lineFeed, strictness: .strict), .lengthPrefixed(), .netstrings(),
    .delimited(by: [0]), .tagLengthValue(),
  ]

  @Test(arguments: formats)
  func `messages come back over every framing`(format: any FrameFormat) async throws {
    try await expectMessages(over: format)
  }

  private func expectMessages<Format: FrameFormat>(over format: Format) async throws {
    let (client, server) = MemoryStream.pair()
    var writer = MessageWriter(client, of: Request.self, framedBy: format)
    try await writer.collect(Self.requests[0])
    try await writer.write(Self.requests[1])
    try await writer.finish()
    var reader = MessageReader(server, of: Request.self, framedBy: format)
    #expect(try await reader.next() == Self.requests[0])
    #expect(try await reader.next() == Self.requests[1])
    #expect(try await reader.next() == nil)
  }

  @Test func `a message is written as one line with sorted keys`() async throws {
    let (client, server) = MemoryStream.pair()
    var writer = MessageWriter(client, of: Request.self, framedBy: .lines(ending: .lineFeed))
    try await writer.write(Request(id: 7, labels: ["b": 1, "a/": 2]))
    try await writer.finish()
    var reader = BufferedReader(server)
    let line = try await reader.readLineText()
    #expect(line == #"{"id":7,"items":[],"labels":{"a/":2,"b":1}}"#)
  }

  @Test func `messages can be iterated, on past one that is none`() async throws {
    let (client, server) = MemoryStream.pair(chunking: .atMost(bytes: 5))
    let good = #"{"id":1,"items":[],"labels":{}}"#
    try await client.write("\(good)\n{}\n\(good)\n")
    try client.finishWriting()
    let messages = server.messages(of: Request.self, framedBy: .lines())
    var ids: [Int] = []
    do {
      for try await message in messages { ids.append(message.id) }
      Issue.record("no failure")
    } catch {
      #expect(error == .message(MessageFault(number: 2, kind: .missing(key: "id"))))
      #expect("\(error)" == #"message 2: no "id""#)
    }
    for try await message in messages { ids.append(message.id) }
    #expect(ids == [1, 1])
  }

  @Test func `a message too long for its framing is refused on both sides`() async throws {
    let (client, server) = MemoryStream.pair()
    let tooLong = MessageError<MemoryStreamError>.framing(.tooLong(limitBytes: 10))
    var writer = MessageWriter(client, of: Request.self, framedBy: .lines(maximumBytes: 10))
    do {
      try await writer.write(Request(id: 1))
      Issue.record("written")
    } catch {
      #expect(error == tooLong)
    }
    try await writer.finish()
    try await server.write("{\"id\":1234}\n")
    var reader = MessageReader(client, of: Request.self, framedBy: .lines(maximumBytes: 10))
    do {
      _ = try await reader.next()
      Issue.record("read")
    } catch {
      #expect(error == tooLong)
      #expect("\(error)" == "frame longer than 10 bytes")
    }
  }

  @Test func `a message that cannot be written leaves no trace`() async throws {
    let (client, server) = MemoryStream.pair()
    var writer = MessageWriter(client, of: [Double].self, framedBy: .lines(ending: .lineFeed))
    do {
      try await writer.write([1, .infinity])
      Issue.record("written")
    } catch {
      #expect(error == .message(MessageFault(number: 1, kind: .unencodable, path: "[1]")))
    }
    try await writer.write([2])
    try await writer.finish()
    var reader = BufferedReader(server)
    #expect(try await reader.readLineText() == "[2]")
  }

  @Test func `a failure of the stream is told as it is`() async throws {
    let (client, server) = MemoryStream.pair()
    server.reset()
    var reader = MessageReader(client, of: Request.self, framedBy: .lines())
    do {
      _ = try await reader.next()
      Issue.record("read")
    } catch {
      #expect(error == .stream(MemoryStreamError(.reset)))
    }
  }
}
