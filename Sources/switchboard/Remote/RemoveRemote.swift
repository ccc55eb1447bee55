import ArgumentParser
import FTPClients

/// `switchboard rm`.
struct RemoveRemote: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Removes files of a server, by FTP.",
    discussion: RemoteURL.forms
  )
  static let operation: String? = "rm"

  @Argument(help: ArgumentHelp("What to remove.", valueName: "URL"), transform: RemoteURL.init)
  var urls: [RemoteURL]

  @Flag(name: .shortAndLong, help: "Remove folders too, with all that is in them.")
  var recursive = false

  @OptionGroup var remote: RemoteOptions

  func execute() async throws -> ExitStatus {
    for url in urls where url.path.allSatisfy({ $0 == UInt8(ascii: "/") }) {
      throw UsageError("\(url) is where a login begins: name what is to go")
    }
    let sessions = try urls.map { try RemoteSession($0, remote) }
    return try await RemoteRun.each(sessions, during: Self.operation) { [recursive] session, loop in
      try await session.run(on: loop) { client in
        let path = FTPPath(bytes: session.url.path)
        let isFolder = try await client.status(of: path).kind == .directory
        guard isFolder else { return try await client.removeFile(path) }
        guard recursive else {
          throw CommandFailure("\(session.url): is a folder: -r removes it with what is in it")
        }
        try await Self.removeFolder(path, client, level: 1)
      }
    }
  }

  /// How deep folders may lie: links that lead back to where they are have no end.
  private static let levelsMax = 128

  private static func removeFolder(
    _ path: FTPPath,
    _ client: FTPClient,
    level: Int
  ) async throws {
    guard level <= levelsMax else {
      throw CommandFailure("\(path): folders lie more than \(levelsMax) deep")
    }
    for entry in try await client.list(path).entries {
      let place = path.appending(entry.name)
      if entry.kind == .directory {
        try await removeFolder(place, client, level: level + 1)
      } else {
        try await client.removeFile(place)
      }
    }
    try await client.removeDirectory(path)
  }
}
