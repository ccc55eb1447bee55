import ArgumentParser
import SocketServers
import Sockets
import TutorialCommands

struct FramedCommandServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server",
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
        let line = String(decoding: command, as: UTF8.self)
        guard !command.isEmpty, line != FramedCommand.exit else { return }
        let output = try ShellCommand(line, keepsErrorOutput: false).run()
        try Self.send(FramedCommand.text(output.standard), over: connection.socket)
      }
    }
  }

  private static func send(_ output: [UInt8], over socket: borrowing Socket) throws {
    guard !output.isEmpty else { return try socket.sendAll(FramedCommand.nothing) }
    try socket.sendAll("ready|\(output.count)")
    let nod = try socket.receiveExactly(FramedCommand.start.utf8.count, of: FramedCommand.start)
    guard nod == Array(FramedCommand.start.utf8) else {
      throw Refusal(answer: String(decoding: nod, as: UTF8.self))
    }
    try socket.sendAll(output)
  }

  /// The client said something else where it was to say `start`.
  private struct Refusal: Error, CustomStringConvertible {
    var answer: String

    var description: String { "the client answered \(answer.debugDescription) instead of start" }
  }
}
