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
      "The new path, from where a login begins, or its URL; with / at its end the name stays.",
      valueName: "PATH"
    )
  )
  var path: String

  @OptionGroup var remote: RemoteOptions

  func execute() async throws -> ExitStatus {
    guard !url.name.isEmpty else { throw UsageError("\(url) names nothing") }
    let target = try newPath()
    let session = try RemoteSession(url, remote)
    return try await RemoteRun.run { loop in
      try await session.run(on: loop) { client in
        try await client.rename(
          FTPPath(bytes: session.url.path),
          to: FTPPath(bytes: target)
        )
        return .done
      }
    }
  }

  private func newPath() throws(UsageError) -> [UInt8] {
    var target = Array(path.utf8)
    if path.contains("://") {
      let other = try RemoteURL(path)
      guard other.endpoint == url.endpoint, other.scheme == url.scheme else {
        throw UsageError("mv renames at one server: get and put go from one to another")
      }
      target = other.path
    }
    guard !target.isEmpty else { throw UsageError("the new path is empty") }
    return target.last == UInt8(ascii: "/") ? target + url.name : target
  }
}
