import Foundation
import Sockets
import Testing

@Suite struct LoopChatTests {
  static let greeting = "Hello,I am server!"

  @Test(arguments: Flavour.allCases)
  func `the tutorial's client is greeted and answered`(_ flavour: Flavour) async throws {
    try await onThread {
      try Program.loopChat.serving(by: flavour) { server in
        let ending = try Tutorial.client("loop_chat_client.py", server.port, ["a", "地瓜"])
        #expect(
          ending.output == "--- > \(Self.greeting)\n--- > Loop_msg: a!\n--- > Loop_msg: 地瓜!\n"
        )
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test func `the tutorial's server answers our client`() async throws {
    try await onThread {
      try Tutorial.serving("loop_chat_server.py") { server in
        let ending = try Program.loopChat.client(server.port, ["a", "地瓜"])
        #expect(ending.output == "\(Self.greeting)\nLoop_msg: a!\nLoop_msg: 地瓜!\n")
        #expect(ending.status == 0, "\(ending.errors)")
      }
    }
  }

  @Test(
    arguments: [
      (["a", "", "exit", "b"], nil), ([], "\na\n  \nexit\nb\n"), ([], "a"),
    ],
    Flavour.allCases
  )
  func `exit leaves, as the end of input does`(
    _ words: (arguments: [String], input: String?),
    _ flavour: Flavour
  ) async throws {
    try await onThread {
      try Program.loopChat.serving(by: flavour) { server in
        let ending = try Program.loopChat.client(server.port, words.arguments, input: words.input)
        #expect(ending.output == "\(Self.greeting)\nLoop_msg: a!\n")
        #expect(ending.errors == "")
        #expect(ending.status == 0)
      }
    }
  }

  @Test(arguments: Flavour.allCases)
  func `fifty clients at once each get their own answers, the tutorial's among them`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      try Program.loopChat.serving(by: flavour) { server in
        let port = server.port
        try concurrently(50) { index in
          let words = (0..<10).map { "client \(index), word \($0)" }
          switch index % 5 {
          case 0:
            let ending = try Tutorial.client("loop_chat_client.py", port, words)
            let answers = words.map { "--- > Loop_msg: \($0)!\n" }.joined()
            try require(ending.output, is: "--- > \(Self.greeting)\n" + answers, "output")
          case 1:
            let ending = try Program.loopChat.client(port, words)
            let answers = words.map { "Loop_msg: \($0)!\n" }.joined()
            try require(ending.output, is: "\(Self.greeting)\n" + answers, "output")
          default: try Self.chat(words, over: .connected(to: port))
          }
        }
      }
    }
  }

  /// Says each word when the one before has been answered.
  private static func chat(_ words: [String], over client: consuming Socket) throws {
    try require(client.receiveText(like: greeting), is: greeting, "greeting")
    for word in words {
      try client.sendAll(word)
      let answer = "Loop_msg: \(word)!"
      try require(client.receiveText(like: answer), is: answer, "answer")
    }
    try client.sendAll("exit")
    try require(client.receiveRest(), is: [], "end")
  }

  /// Nothing on the wire tells where a word ends: they are cut and joined as they come, but nothing
  /// of them is lost, doubled or exchanged.
  @Test(arguments: Flavour.allCases)
  func `words that stick together or come byte by byte come back in their order`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      try Program.loopChat.serving(by: flavour) { server in
        let client = try Socket.connected(to: server.port)
        try client.sendOneByOne("potato 地瓜")
        for word in ["one", "two", "three"] { try client.sendAll(word) }
        try client.shutdown(.sending)
        let all = String(decoding: try client.receiveRest(), as: UTF8.self)
        #expect(all.hasPrefix(Self.greeting + "Loop_msg: "))
        #expect(all.hasSuffix("!"))
        // Bytes: a character may have been cut between two answers.
        var rest = Array(all.utf8.dropFirst(Self.greeting.utf8.count))
        #expect(Self.words(from: &rest) == Array("potato 地瓜onetwothree".utf8))
      }
    }
  }

  /// What is left of answers without what the server puts around each.
  private static func words(from answers: inout [UInt8]) -> [UInt8] {
    let (start, end) = (Array("Loop_msg: ".utf8), UInt8(ascii: "!"))
    var words: [UInt8] = []
    while answers.starts(with: start), let last = answers.firstIndex(of: end) {
      words += answers[start.count..<last]
      answers.removeSubrange(...last)
    }
    return words + answers
  }

  @Test(arguments: Flavour.allCases)
  func `a word that fills the tutorial's buffer is waited for to its end`(
    _ flavour: Flavour
  ) async throws {
    try await onThread {
      try Program.loopChat.serving(["--quiet-after", "1"], by: flavour) { server in
        for count in [1023, 1024, 1025, 60_000] {
          let word = String(repeating: "x", count: count)
          let ending = try Program.loopChat.client(server.port, [word])
          #expect(ending.output == "\(Self.greeting)\nLoop_msg: \(word)!\n", "\(count) bytes")
        }
      }
    }
  }

  @Test(arguments: Flavour.allCases)
  func `bytes that are no text come back as they are`(_ flavour: Flavour) async throws {
    try await onThread {
      try Program.loopChat.serving(by: flavour) { server in
        let client = try Socket.connected(to: server.port)
        #expect(try client.receiveText(like: Self.greeting) == Self.greeting)
        let word = bytes(1000, seed: 9)
        try client.sendAll(word)
        try client.shutdown(.sending)
        let answer = try client.receiveRest()
        #expect(answer == Array("Loop_msg: ".utf8) + word + Array("!".utf8))
      }
    }
  }

  @Test(arguments: [
    ("", "greeting (0 of 18 bytes): the other side closed the connection"),
    ("Hello,", "greeting (6 of 18 bytes): the other side closed the connection"),
    ("220 mail.example ESMTP", #"greeting: unexpected "220 mail.example E""#),
    (greeting + "Loop", "answer (4 of 15 bytes): the other side closed the connection"),
    (greeting + "Loop_msg: but!", #"nothing after greeting: unexpected "Loop_msg: but!""#),
  ])
  func `a server that says something else is an error in one line`(
    _ words: String,
    _ error: String
  ) async throws {
    try await onThread {
      let ending = try ScriptedServer.serving([
        { socket in
          // What belongs to the word is sent when it has come.
          let early = words.hasSuffix("Loop") ? Self.greeting : words
          if !early.isEmpty { try socket.sendAll(early) }
          guard early != words else { return }
          _ = try socket.receive(atMost: 100)
          try socket.sendAll(String(words.dropFirst(early.count)))
        }
      ]) { try Program.loopChat.client($0, ["word"]) }
      #expect(ending.errors == "loop-chat: receive \(error)\n")
      #expect(ending.status == 1)
    }
  }
}
