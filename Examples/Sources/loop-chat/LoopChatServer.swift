import ArgumentParser
import SocketServers
import Sockets
import TutorialCommands

struct LoopChatServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server",
    abstract: "Serves until SIGTERM or SIGINT."
  )

  @OptionGroup var options: ServerOptions
  @OptionGroup var messages: MessageOptions
  @OptionGroup var loops: LoopOptions

  /// The tutorial's own buffer, in bytes: what fills it may be the beginning of more.
  private static let patienceFrom = 1024

  func validate() throws {
    try loops.validate(silence: messages.quiet)
  }

  func run() throws {
    if loops.isAsync { try serveOnLoops() } else { try serveOnThreads() }
  }

  private func serveOnThreads() throws {
    try options.serve { [quiet = messages.quiet] connection in
      try connection.socket.sendAll(LoopChat.greeting)
      while let answer = Self.answer(
        to: try UnframedMessage.receive(
          from: connection.socket,
          quiet: quiet,
          patienceFrom: Self.patienceFrom
        )
      ) {
        try connection.socket.sendAll(answer)
      }
    }
  }

  private func serveOnLoops() throws {
    try options.serve(on: loops) { [quiet = messages.quiet] connection in
      try await connection.write(LoopChat.greeting)
      while let answer = Self.answer(
        to: try await UnframedMessage.receive(
          from: connection.transport,
          quiet: quiet,
          patienceFrom: Self.patienceFrom
        )
      ) {
        try await connection.write(answer)
      }
    }
  }

  /// What a word is answered by; nil where the client leaves, with or without saying so.
  private static func answer(to word: [UInt8]) -> [UInt8]? {
    word.isEmpty || word == Array(LoopChat.exit.utf8) ? nil : LoopChat.answer(to: word)
  }
}
