import ArgumentParser
import SocketServers
import Sockets
import TutorialCommands

struct FileTransferServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server",
    abstract: "Gives out and takes files of DIR until SIGTERM or SIGINT.",
    discussion: """
      There are no users and no passwords: whoever connects may fetch, replace and delete every \
      file in DIR, and none outside.
      """
  )

  @OptionGroup var options: ServerOptions
  @OptionGroup var messages: MessageOptions

  @Argument(help: ArgumentHelp("The folder.", valueName: "DIR"))
  var dir: String

  func run() throws {
    let folder = try SharedFolder(dir)
    try options.serve { [quiet = messages.quiet] connection in
      var session = ServerSession(folder: folder, quiet: quiet)
      try session.run(over: connection.socket)
    }
  }
}
