import ArgumentParser
import SocketServers
import Sockets
import TutorialCommands

/// Commands in, their output back, with nothing to say where an output ends.
struct RemoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remote-command",
    abstract: "Runs shell commands for its clients, unframed.",
    discussion: """
      NEVER PUT THE SERVER WHERE OTHERS CAN REACH IT: WHOEVER CONNECTS RUNS COMMANDS AS YOU, \
      WITHOUT A PASSWORD, AND NOTHING IS ENCRYPTED.
      """,
    subcommands: [Server.self, Client.self]
  )

  struct Server: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Serves until SIGTERM or SIGINT, at a loopback address."
    )

    @OptionGroup var options: ServerOptions
    @OptionGroup var messages: MessageOptions
    @OptionGroup var exposure: ExposureOptions

    func run() throws {
      let address = try options.address()
      try exposure.admit(address)
      var configuration = BlockingServer.Configuration()
      configuration.limits.connections = ShellCommand.clientsMax
      try options.serve(at: address, configuration) { [quiet = messages.quiet] connection in
        while true {
          let line = try UnframedMessage.receive(from: connection.socket, quiet: quiet)
          guard !line.isEmpty else { return }
          let command = try ShellCommand(line, keepsErrorOutput: true)
          let output = try command.run(for: connection.socket)
          try connection.socket.sendAll([UInt8](output.standard + output.error))
        }
      }
    }
  }

  struct Client: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sends commands and prints what comes back."
    )

    @OptionGroup var options: ClientOptions

    @Argument(
      help: ArgumentHelp(
        "Commands; without any, lines of standard input.",
        valueName: "COMMAND"
      )
    )
    var commands: [String] = []

    @Option(
      help: ArgumentHelp(
        "Seconds of silence, since sending or the last byte, that end an output.",
        valueName: "SECONDS"
      )
    )
    var quietAfter = 0.5

    func validate() throws {
      guard quietAfter > 0, quietAfter <= 3600 else {
        throw ValidationError("'--quiet-after' is more than 0 and at most 3600 seconds")
      }
    }

    func run() throws {
      TutorialProgram.exitWhenInterrupted()
      let socket = try options.connect()
      for command in Prompt(commands) {
        try socket.sendAll(command)
        try printOutput(from: socket)
      }
    }

    /// Prints as bytes what arrives until it is quiet, and ends the line where the output did not.
    private func printOutput(from socket: borrowing Socket) throws {
      var last = UInt8(ascii: "\n")
      defer { if last != UInt8(ascii: "\n") { try? StandardOutput.write(line: "") } }
      while try socket.wait(for: .receiving, timeout: .seconds(quietAfter)) != [] {
        let bytes = try socket.receive(atMost: 64 << 10)
        guard let end = bytes.last else { throw EarlyEnd("output") }
        try StandardOutput.write(bytes)
        last = end
      }
    }
  }
}
