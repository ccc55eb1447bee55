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
        guard !line.isEmpty, line != Array(FramedCommand.exit.utf8) else { return }
        let command = try ShellCommand(line, keepsErrorOutput: false)
        let output = try command.run(for: connection.socket).standard
        try Self.send(FramedCommand.text(output), over: connection.socket)
      }
    }
  }

  private static func send(_ output: [UInt8], over socket: borrowing Socket) throws {
    guard !output.isEmpty else { return try socket.sendAll(FramedCommand.nothing) }
    try socket.sendAll("\(FramedCommand.ready)|\(output.count)")
    let nod = try socket.receiveExactly(FramedCommand.start.utf8.count, of: FramedCommand.start)
    guard nod == Array(FramedCommand.start.utf8) else {
      throw UnexpectedAnswer(nod, insteadOf: FramedCommand.start)
    }
    try socket.sendAll(output)
  }
}
