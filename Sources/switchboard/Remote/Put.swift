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

  @Argument(
    help: ArgumentHelp(
      "What to store ('-' is standard input), and last the URL to store it at.",
      valueName: "FILE> ... <URL"
    )
  )
  var words: [String]

  @Flag(
    name: .customLong("continue"),
    help: "Go on where the server's file ends, as after an interruption."
  )
  var isContinued = false

  @OptionGroup var transfer: TransferOptions
  @OptionGroup var remote: RemoteOptions

  func execute() async throws -> ExitStatus {
    let files = words.dropLast()
    guard !files.isEmpty, let last = words.last else {
      throw UsageError("put takes what to store, and the URL to store it at")
    }
    let url = try RemoteURL(last)
    let isFolder = files.count > 1 || url.name.isEmpty
    let session = try RemoteSession(url, remote)
    let uploads = try files.map { file in
      if isFolder, file == "-" {
        throw UsageError("standard input has no name: the URL must have one")
      }
      return Upload(
        session: isFolder ? session.appending(RemoteURL.name(in: Array(file.utf8))) : session,
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
}
