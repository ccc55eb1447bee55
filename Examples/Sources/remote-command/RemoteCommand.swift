import ArgumentParser
import Foundation
import SocketServers
import Sockets
import TutorialCommands

/// Commands in, their output back, with nothing to say where an output ends.
struct RemoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remote-command",
    abstract: "Runs shell commands for its clients, unframed.",
    discussion: """
      NEVER PUT THE SERVER WHERE OTHERS CAN REACH IT: WHOEVER CONNECTS RUNS COMMANDS AS YOU, WITHOUT A \
      PASSWORD, AND NOTHING IS ENCRYPTED.
      """,
    subcommands: [Server.self, Client.self]
  )

  struct Server: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Serves until SIGTERM or SIGINT, at a loopback address."
    )

    @OptionGroup var options: ServerOptions

    @Flag(help: "Listen at an address that others can reach. ANYONE CAN THEN RUN COMMANDS AS YOU.")
    var expose = false

    func run() throws {
      try options.requireLoopback(unless: expose)
      try options.serve { connection in
        while true {
          let command = try UnframedMessage.receive(from: connection.socket)
          guard !command.isEmpty else { return }
          let output = try ShellCommand(
            String(decoding: command, as: UTF8.self),
            keepsErrorOutput: true
          ).run()
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

    @Argument(help: "Commands; without any, lines of standard input.")
    var commands: [String] = []

    @Option(help: "Seconds of silence, since sending or the last byte, that end an output.")
    var quietAfter = 0.5

    func validate() throws {
      guard quietAfter > 0, quietAfter <= 3600 else {
        throw ValidationError("--quiet-after is more than 0 and at most 3600 seconds")
      }
    }

    func run() throws {
      let socket = try options.connect()
      for command in Prompt(commands) {
        try socket.sendAll(command)
        try printOutput(from: socket)
      }
    }

    /// Prints as bytes what arrives until it is quiet, and ends the line where the output did not.
    private func printOutput(from socket: borrowing Socket) throws {
      var last = UInt8(ascii: "\n")
      while try socket.wait(for: .receiving, timeout: .seconds(quietAfter)) != [] {
        let bytes = try socket.receive(atMost: 64 << 10)
        guard let end = bytes.last else { throw EarlyEnd("output") }
        try? FileHandle.standardOutput.write(contentsOf: Data(bytes))
        last = end
      }
      if last != UInt8(ascii: "\n") { TutorialProgram.output("") }
    }
  }
}
