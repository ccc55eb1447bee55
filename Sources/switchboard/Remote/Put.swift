import ArgumentParser
import EventLoops

/// `switchboard put`.
struct Put: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "put",
    abstract: "Stores files at a server, by FTP.",
    discussion: """
      \(RemoteURL.forms)

      Where there are several files, or the URL ends with a slash, each keeps its name in that \
      folder. The file at the server has the time of this one, where the server can set it.
      """
  )
  static let operation: String? = "put"

  @Argument(help: ArgumentHelp("What to store; '-' is standard input.", valueName: "FILE"))
  var files: [String]

  @Argument(help: ArgumentHelp("Where to.", valueName: "URL"), transform: RemoteURL.init)
  var url: RemoteURL

  @Flag(
    name: .customLong("continue"),
    help: "Go on where the server's file ends, as after an interruption."
  )
  var isContinued = false

  @OptionGroup var transfer: TransferOptions
  @OptionGroup var remote: RemoteOptions

  func execute() async throws -> ExitStatus {
    let isFolder = files.count > 1 || url.name.isEmpty
    let session = try RemoteSession(url, remote)
    let uploads = try files.map { file in
      if isFolder, file == "-" {
        throw UsageError("standard input has no name: the URL must have one")
      }
      return Upload(
        session: isFolder ? session.appending(Self.name(of: file)) : session,
        source: file == "-" ? .standardInput : .file(Array(file.utf8)),
        isContinued: isContinued,
        attempts: transfer.attempts,
        display: transfer.display
      )
    }
    return try await RemoteRun.each(uploads, during: Self.operation) { upload, loop in
      try await upload.run(on: loop)
    }
  }

  private static func name(of file: String) -> [UInt8] {
    Array(file.utf8.suffix { $0 != UInt8(ascii: "/") })
  }
}
