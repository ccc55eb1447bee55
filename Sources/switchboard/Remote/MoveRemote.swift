import ArgumentParser
import FTPClients

/// `switchboard mv`.
struct MoveRemote: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "mv",
    abstract: "Gives a file or folder of a server another name or place, by FTP.",
    discussion: RemoteURL.forms
  )
  static let operation: String? = "mv"

  @Argument(help: ArgumentHelp("What to rename.", valueName: "URL"), transform: RemoteURL.init)
  var url: RemoteURL

  @Argument(
    help: ArgumentHelp(
      "The new path at the server, from where a login begins; a slash at its end keeps the name.",
      valueName: "PATH"
    )
  )
  var path: String

  @OptionGroup var remote: RemoteOptions

  func execute() async throws -> ExitStatus {
    guard !url.name.isEmpty else { throw UsageError("\(url) names nothing") }
    guard !path.isEmpty else { throw UsageError("the new path is empty") }
    let name = path.hasSuffix("/") ? url.name : []
    let session = try RemoteSession(url, remote)
    return try await RemoteRun.run { [path] loop in
      try await session.run(on: loop) { client in
        try await client.rename(
          FTPPath(bytes: session.url.path),
          to: FTPPath(bytes: Array(path.utf8) + name)
        )
        return .done
      }
    }
  }
}
