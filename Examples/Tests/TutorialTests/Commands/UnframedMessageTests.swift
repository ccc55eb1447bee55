import SocketServers
import Sockets
import Testing
import TutorialCommands

@Suite struct UnframedMessageTests {
  /// Long against what a busy machine takes between two sends, short against a test.
  private static let quiet = Duration.milliseconds(500)

  @Test func `pieces that come without a pause are one message, and the end ends it`() async throws
  {
    try await onThread {
      let pair = try Socket.pair()
      try pair.first.sendOneByOne("one")
      try pair.first.sendAll("two")
      let message = try UnframedMessage.receive(from: pair.second, quiet: Self.quiet)
      #expect(message == Array("onetwo".utf8))
      try pair.first.sendAll("three")
      try pair.first.shutdown(.sending)
      #expect(try UnframedMessage.receive(from: pair.second) == Array("three".utf8))
      #expect(try UnframedMessage.receive(from: pair.second) == [])
    }
  }

  @Test func `a first piece that is short enough is not waited after`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      try pair.first.sendAll("one")
      // Would wait for an hour.
      let message = try UnframedMessage.receive(
        from: pair.second,
        quiet: .seconds(3600),
        patienceFrom: 4
      )
      #expect(message == Array("one".utf8))
    }
  }

  @Test func `a message may be as long as the limit, and no longer`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      let longest = bytes(UnframedMessage.bytesMax, seed: 14)
      for piece in [Array(longest[..<40_000]), Array(longest[40_000...])] {
        try pair.first.sendAll(piece)
      }
      let isWhole = try UnframedMessage.receive(from: pair.second, quiet: Self.quiet) == longest
      #expect(isWhole)
      try pair.first.sendAll(longest + [0])
      #expect(throws: UnframedMessage.TooLong.self) {
        try UnframedMessage.receive(from: pair.second, quiet: Self.quiet)
      }
    }
  }

  @Test func `a task receives the same messages`() async throws {
    let pair = try UnixConnection.pair()
    let longest = bytes(UnframedMessage.bytesMax, seed: 14)
    for byte in "one".utf8 { try await pair.first.write([byte]) }
    try await pair.first.write("two")
    let message = try await UnframedMessage.receive(from: pair.second, quiet: Self.quiet)
    #expect(message == Array("onetwo".utf8))
    try await pair.first.write("short")
    let short = try await UnframedMessage.receive(
      from: pair.second,
      quiet: .seconds(3600),
      patienceFrom: 6
    )
    #expect(short == Array("short".utf8))
    try await pair.first.write(longest)
    let isWhole =
      try await UnframedMessage.receive(from: pair.second, quiet: Self.quiet) == longest
    #expect(isWhole)
    try await pair.first.write(longest + [0])
    await #expect(throws: UnframedMessage.TooLong.self) {
      try await UnframedMessage.receive(from: pair.second, quiet: Self.quiet)
    }
    try await pair.first.write("three")
    try await pair.first.finishWriting()
    #expect(try await UnframedMessage.receive(from: pair.second) == Array("three".utf8))
    #expect(try await UnframedMessage.receive(from: pair.second) == [])
  }
}
