import ArgumentParser
import SocketServers
import Sockets
import TutorialCommands

/// A word in a datagram comes back as a greeting.
struct UDPHello: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "udp-hello",
    abstract: "Greets whoever sends a datagram.",
    subcommands: [Server.self, Client.self]
  )

  struct Server: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves until SIGTERM or SIGINT.")

    @OptionGroup var options: ServerOptions

    func run() throws {
      try options.serveDatagrams { datagram, socket in
        guard let sender = datagram.sender else { return }
        let greeting = Array("Hello, ".utf8) + datagram.bytes + Array("!".utf8)
        try socket.send(greeting, to: sender)
      }
    }
  }

  struct Client: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sends words and prints each answer."
    )

    @OptionGroup var options: ClientOptions

    @Argument(help: ArgumentHelp("Words; without any, lines of standard input.", valueName: "WORD"))
    var words: [String] = []

    /// How long an answer may take.
    private static let patience = Duration.seconds(5)
    /// The largest datagram, in bytes.
    private static let answerBytesMax = 65_535

    func run() throws {
      TutorialProgram.exitWhenInterrupted()
      let endpoint = try options.endpoint()
      guard let server = try Resolver.addresses(of: endpoint, type: .datagram).first else {
        throw SocketError(.unknownName, operation: .resolve, endpoint: endpoint)
      }
      let socket = try Socket(server.address.family, .datagram)
      // Connected, so that only the server's answers arrive, and a port that nobody has is an
      // error.
      try socket.connect(to: server.address)
      try socket.setTimeout(options.patience(or: Self.patience))
      for word in Prompt(words, keepsEmpty: true) {
        try socket.send(Array(word.utf8))
        try StandardOutput.write(line: socket.receive(atMost: Self.answerBytesMax))
      }
    }
  }
}
