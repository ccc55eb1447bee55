import ArgumentParser
import Sockets
import TutorialCommands

struct FramedCommandClient: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "client",
    abstract: "Sends commands and prints each output with its size."
  )

  @OptionGroup var options: ClientOptions

  @Argument(help: "Commands; without any, lines of standard input. `exit` leaves.")
  var commands: [String] = []

  /// The largest output that is taken, in bytes.
  private static let outputBytesMax = 256 << 20

  func run() throws {
    let socket = try options.connect()
    for command in Prompt(commands) where command != FramedCommand.exit {
      try socket.sendAll(command)
      try printOutput(from: socket)
    }
    try socket.sendAll(FramedCommand.exit)
  }

  private func printOutput(from socket: borrowing Socket) throws {
    // A command may take its time before it says anything.
    try socket.setTimeout(nil)
    let header = try UnframedMessage.receive(from: socket)
    try socket.setTimeout(ClientOptions.patience)
    guard !header.isEmpty else { throw EarlyEnd("size of the output") }
    let text = String(decoding: header, as: UTF8.self)
    guard text.hasPrefix("ready") else { return TutorialProgram.output(text) }
    guard let size = text.split(separator: "|").last.flatMap({ Int($0) }),
      0...Self.outputBytesMax ~= size
    else { throw BadHeader(text: text) }
    try socket.sendAll(FramedCommand.start)
    var output = try receive(size, from: socket)
    TutorialProgram.output("MSG_SIZE:\(size) (RECV:\(output.count))")
    if output.last == UInt8(ascii: "\n") { output.removeLast() }
    TutorialProgram.output(String(decoding: output, as: UTF8.self))
  }

  private func receive(_ size: Int, from socket: borrowing Socket) throws -> [UInt8] {
    var progress = Progress(name: "output", total: size)
    var output: [UInt8] = []
    while output.count < size {
      let piece = try socket.receive(atMost: min(size - output.count, 64 << 10))
      guard !piece.isEmpty else { throw EarlyEnd("output (\(output.count) of \(size) bytes)") }
      output += piece
      progress.advance(by: piece.count)
    }
    return output
  }

  /// The server's answer began as a size and was none.
  private struct BadHeader: Error, CustomStringConvertible {
    var text: String

    var description: String { "receive size of the output: \(text.debugDescription) is none" }
  }
}
