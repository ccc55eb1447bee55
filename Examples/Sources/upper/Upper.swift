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
        configuration.limits.connections = 1
        configuration.endsAfterConnections = 1
      case .sequential: configuration.limits.connections = 1
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

    @Argument(help: ArgumentHelp("Texts; without any, lines of standard input.", valueName: "TEXT"))
    var texts: [String] = []

    func run() throws {
      TutorialProgram.exitWhenInterrupted()
      let socket = try options.connect()
      for text in Prompt(texts) {
        try StandardOutput.write(line: Self.answer(to: text, over: socket))
      }
    }

    /// Sends a text and receives as many bytes, piece by piece.
    ///
    /// The server answers while it is still being sent to: a text larger than all buffers, sent
    /// whole, would stop both sides for ever.
    private static func answer(to text: String, over socket: borrowing Socket) throws -> [UInt8] {
      var answer: [UInt8] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let piece = Array(rest.prefix(pieceBytesMax))
        try socket.sendAll(piece)
        answer += try socket.receiveExactly(piece.count, of: "answer")
        rest = rest.dropFirst(piece.count)
      }
      try socket.expectNothing(after: "answer")
      return answer
    }

    /// Fits into the buffers of any system.
    private static let pieceBytesMax = 16 << 10
  }

  static func uppercased(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte ? byte - 32 : byte
  }
}
