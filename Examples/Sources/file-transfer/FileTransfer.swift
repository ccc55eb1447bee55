import ArgumentParser
import TutorialCommands

/// The tutorial's file server, and what its author left to the reader.
struct FileTransfer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file-transfer",
    abstract: "Sends and takes files of one folder.",
    subcommands: [FileTransferServer.self, FileTransferClient.self]
  )
}
