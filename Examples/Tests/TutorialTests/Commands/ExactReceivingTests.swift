import Sockets
import Testing
import TutorialCommands

@Suite struct ExactReceivingTests {
  @Test func `exactly as many bytes are received as are asked for`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      try pair.first.sendOneByOne("onetwo")
      #expect(try pair.second.receiveExactly(3, of: "word") == Array("one".utf8))
      #expect(try pair.second.receiveExactly(0, of: "word") == [])
      #expect(try pair.second.receiveExactly(3, of: "word") == Array("two".utf8))
    }
  }

  @Test func `an end before that is an error that says how far it came`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      try pair.first.sendAll("one")
      try pair.first.shutdown(.sending)
      let error = #expect(throws: EarlyEnd.self) { try pair.second.receiveExactly(4, of: "word") }
      #expect(error?.subject == "word (3 of 4 bytes)")
    }
  }

  @Test func `what is there where nothing is to be is an error, and the end is nothing`()
    async throws
  {
    try await onThread {
      let pair = try Socket.pair()
      try pair.second.expectNothing(after: "word")
      try pair.first.sendAll("more")
      #expect(throws: UnexpectedAnswer.self) { try pair.second.expectNothing(after: "word") }
      // It has only been looked at.
      #expect(try pair.second.receiveText(4) == "more")
      try pair.first.shutdown(.sending)
      try pair.second.expectNothing(after: "word")
    }
  }
}
