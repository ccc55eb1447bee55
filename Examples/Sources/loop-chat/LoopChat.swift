import ArgumentParser
import SocketServers
import Sockets
import TutorialCommands

/// A greeting, then every message back in a frame of words, until `exit`.
struct LoopChat: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loop-chat",
    abstract: "Repeats what its clients say until they say exit.",
    subcommands: [Server.self, Client.self]
  )

  static let greeting = "Hello,I am server!"
  static let exit = "exit"

  static func answer(to word: [UInt8]) -> [UInt8] {
    Array("Loop_msg: ".utf8) + word + Array("!".utf8)
  }

  struct Server: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves until SIGTERM or SIGINT.")

    @OptionGroup var options: ServerOptions
    @OptionGroup var messages: MessageOptions

    /// The tutorial's own buffer, in bytes: what fills it may be the beginning of more.
    private static let patienceFrom = 1024

    func run() throws {
      try options.serve { [quiet = messages.quiet] connection in
        try connection.socket.sendAll(LoopChat.greeting)
        while true {
          let word = try UnframedMessage.receive(
            from: connection.socket,
            quiet: quiet,
            patienceFrom: Self.patienceFrom
          )
          guard !word.isEmpty, word != Array(LoopChat.exit.utf8) else { return }
          try connection.socket.sendAll(LoopChat.answer(to: word))
        }
      }
    }
  }

  struct Client: ParsableCommand {
    static let configuration = CommandConfiguration(
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
}
