import ArgumentParser
import Sockets
import TutorialCommands

struct FramedCommandClient: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "client",
    abstract: "Sends commands and prints each output with its size."
  )

  @OptionGroup var options: ClientOptions

  @Argument(
    help: ArgumentHelp(
      "Commands; without any, lines of standard input. `exit` leaves.",
      valueName: "COMMAND"
    )
  )
  var commands: [String] = []

  /// The largest output that is taken, in bytes: as much as our server sends, three times over,
  /// which is what GBK can grow to as UTF-8.
  private static let outputBytesMax = 3 * ShellCommand.outputBytesMax
  /// How long a command may take before it says anything: the time our server gives it, and the
  /// way.
  private static let commandPatience = ShellCommand.timeMax + ClientOptions.patience

  func run() throws {
    TutorialProgram.exitWhenInterrupted()
    let socket = try options.connect()
    for command in Prompt(commands) {
      if command == FramedCommand.exit { break }
      try socket.sendAll(command)
      try printOutput(from: socket)
    }
    // A server that has answered everything may leave without it.
    try? socket.sendAll(FramedCommand.exit)
  }

  private func printOutput(from socket: borrowing Socket) throws {
    guard let size = try announcedSize(from: socket) else {
      return try StandardOutput.write(line: FramedCommand.nothing)
    }
    try socket.sendAll(FramedCommand.start)
    let output = try Self.receiveOutput(size, from: socket)
    try socket.expectNothing(after: "output")
    try StandardOutput.write(line: "MSG_SIZE:\(size) (RECV:\(output.count))")
    try StandardOutput.write(output)
    if output.last != UInt8(ascii: "\n") { try StandardOutput.write(line: "") }
  }

  /// Receives the output and shows how far it is, until it is there.
  private static func receiveOutput(
    _ size: Int,
    from socket: borrowing Socket
  ) throws -> [UInt8] {
    var progress = Progress(name: "output", total: size)
    var output: [UInt8] = []
    try socket.receive(size, of: "output") { piece in
      output += piece
      progress.advance(by: piece.count)
    }
    return output
  }

  /// How long the output is; nil where there is none.
  private func announcedSize(from socket: borrowing Socket) throws -> Int? {
    try socket.setTimeout(options.patience(or: Self.commandPatience))
    let header = try UnframedMessage.receive(from: socket)
    try socket.setTimeout(options.patience())
    guard !header.isEmpty else { throw EarlyEnd("size of the output") }
    if header == Array(FramedCommand.nothing.utf8) { return nil }
    let fields = String(decoding: header, as: UTF8.self).split(
      separator: "|",
      omittingEmptySubsequences: false
    )
    guard fields.count == 2, fields[0] == FramedCommand.ready,
      let size = Int(announced: fields[1], atMost: Self.outputBytesMax)
    else { throw UnexpectedAnswer(header, insteadOf: "size of the output") }
    return size
  }
}
