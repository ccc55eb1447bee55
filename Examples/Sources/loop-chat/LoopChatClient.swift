import ArgumentParser
import Sockets
import TutorialCommands

struct LoopChatClient: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "client",
    abstract: "Prints the greeting, sends words and prints each answer."
  )

  @OptionGroup var options: ClientOptions

  @Argument(
    help: ArgumentHelp(
      "Words; without any, lines of standard input. `exit` leaves.",
      valueName: "WORD"
    )
  )
  var words: [String] = []

  func run() throws {
    TutorialProgram.exitWhenInterrupted()
    let socket = try options.connect()
    try Self.print(Array(LoopChat.greeting.utf8), as: "greeting", from: socket)
    for word in Prompt(words) {
      if word == LoopChat.exit { break }
      try socket.sendAll(word)
      try Self.print(LoopChat.answer(to: Array(word.utf8)), as: "answer", from: socket)
    }
    // A server that has answered everything may leave without it.
    try? socket.sendAll(LoopChat.exit)
  }

  /// Receives and prints what the server is to say.
  ///
  /// Only its length tells where it ends. So what differs is told as an error: what comes after
  /// it would be taken for the next answer.
  private static func print(
    _ expected: [UInt8],
    as subject: String,
    from socket: borrowing Socket
  ) throws {
    let answer = try socket.receiveExactly(expected.count, of: subject)
    guard answer == expected else { throw UnexpectedAnswer(answer, insteadOf: subject) }
    try socket.expectNothing(after: subject)
    try StandardOutput.write(line: answer)
  }
}
