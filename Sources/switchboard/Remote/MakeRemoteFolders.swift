import ArgumentParser
import FTPClients

/// `switchboard mkdir`.
struct MakeRemoteFolders: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "mkdir",
    abstract: "Makes folders at a server, by FTP.",
    discussion: RemoteURL.forms
  )
  static let operation: String? = "mkdir"

  @Argument(help: ArgumentHelp("What to make.", valueName: "URL"), transform: RemoteURL.init)
  var urls: [RemoteURL]

  @OptionGroup var remote: RemoteOptions

  func execute() async throws -> ExitStatus {
    let sessions = try urls.map { try RemoteSession($0, remote) }
    return try await RemoteRun.each(sessions, during: Self.operation) { session, loop in
      try await session.run(on: loop) { client in
        _ = try await client.makeDirectory(FTPPath(bytes: session.url.path))
      }
    }
  }
}
