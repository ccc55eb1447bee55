import ArgumentParser
import SocketServers
import Sockets
import TutorialCommands

/// One greeting, one answer.
struct Reply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply",
    abstract: "Answers one message with one reply.",
    subcommands: [Server.self, Client.self]
  )

  static let greeting = "地瓜地瓜!我是南瓜..."
  static let answer = "收到收到 我是地瓜!"

  struct Server: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves until SIGTERM or SIGINT.")

    @OptionGroup var options: ServerOptions

    func run() throws {
      try options.serve { connection in
        guard try !connection.socket.receive(atMost: 1024).isEmpty else { return }
        try connection.socket.sendAll(Reply.answer)
      }
    }
  }

  struct Client: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sends the greeting and prints the reply."
    )

    @OptionGroup var options: ClientOptions

    func run() throws {
      TutorialProgram.exitWhenInterrupted()
      let socket = try options.connect()
      try socket.sendAll(Reply.greeting)
      // The reply ends where the stream does; a server that keeps it open has said what it says.
      var reply = try UnframedMessage.receive(from: socket, quiet: .milliseconds(500))
      guard !reply.isEmpty else { throw EarlyEnd("reply") }
      if reply.last == UInt8(ascii: "\n") { reply.removeLast() }
      try StandardOutput.write(line: reply)
    }
  }
}
