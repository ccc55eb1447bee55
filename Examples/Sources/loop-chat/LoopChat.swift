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

    func run() throws {
      try options.serve { connection in
        try connection.socket.sendAll(LoopChat.greeting)
        while true {
          // The tutorial's own buffer: what fills it may be the beginning of more.
          let word = try UnframedMessage.receive(from: connection.socket, patienceFrom: 1024)
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

    @Argument(help: "Words; without any, lines of standard input. `exit` leaves.")
    var words: [String] = []

    func run() throws {
      let socket = try options.connect()
      let greeting = try socket.receiveExactly(LoopChat.greeting.utf8.count, of: "greeting")
      TutorialProgram.output(String(decoding: greeting, as: UTF8.self))
      for word in Prompt(words) {
        if word == LoopChat.exit { break }
        try socket.sendAll(word)
        let count = LoopChat.answer(to: Array(word.utf8)).count
        let answer = try socket.receiveExactly(count, of: "answer")
        TutorialProgram.output(String(decoding: answer, as: UTF8.self))
      }
      try socket.sendAll(LoopChat.exit)
    }
  }
}
