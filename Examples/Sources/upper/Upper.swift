import ArgumentParser
import SocketServers
import Sockets
import TutorialCommands

/// A text comes back with its ASCII letters in upper case.
struct Upper: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upper",
    abstract: "Sends back what it gets, with ASCII letters in upper case.",
    subcommands: [Server.self, Client.self]
  )

  /// The three stages of the tutorial's server.
  enum Mode: String, ExpressibleByArgument, CaseIterable {
    /// One client, and that is all.
    case once
    /// One client after another.
    case sequential
    /// Many clients at the same time.
    case threads
  }

  struct Server: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves until SIGTERM or SIGINT.")

    @OptionGroup var options: ServerOptions

    @Option(
      help: """
        once: one client, then exit; sequential: one client after another; threads: many at once.
        """
    )
    var mode = Mode.threads

    func run() throws {
      var configuration = BlockingServer.Configuration()
      switch mode {
      case .once:
        configuration.clientsMax = 1
        configuration.connectionsMax = 1
      case .sequential: configuration.clientsMax = 1
      case .threads: break
      }
      try options.serve(configuration) { connection in
        var bytes = try connection.socket.receive(atMost: 64 << 10)
        while !bytes.isEmpty {
          try connection.socket.sendAll(bytes.map(Upper.uppercased))
          bytes = try connection.socket.receive(atMost: 64 << 10)
        }
      }
    }
  }

  struct Client: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sends texts and prints each answer."
    )

    @OptionGroup var options: ClientOptions

    @Argument(help: "Texts; without any, lines of standard input.")
    var texts: [String] = []

    func run() throws {
      let socket = try options.connect()
      for text in Prompt(texts) {
        try socket.sendAll(text)
        let answer = try socket.receiveExactly(text.utf8.count, of: "answer")
        TutorialProgram.output(String(decoding: answer, as: UTF8.self))
      }
    }
  }

  static func uppercased(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte ? byte - 32 : byte
  }
}
