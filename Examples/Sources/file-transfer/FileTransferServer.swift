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
  @OptionGroup var loops: LoopOptions

  @Argument(help: ArgumentHelp("The folder.", valueName: "DIR"))
  var dir: String

  func validate() throws {
    try loops.validate(silence: messages.quiet)
  }

  func run() throws {
    let (folder, quiet) = (try SharedFolder(dir), messages.quiet)
    guard loops.isAsync else {
      return try options.serve { connection in
        var session = ServerSession(folder: folder)
        try session.run(over: connection.socket, quiet: quiet)
      }
    }
    let disk = DiskThreads(clientsMax: loops.connectionsMax)
    // A client has one file open at most beside its connection.
    try options.serve(on: loops, descriptorsOfEach: 2) { connection in
      var session = ServerSession(folder: folder)
      try await session.run(over: connection.transport, quiet: quiet, disk)
    }
  }
}
