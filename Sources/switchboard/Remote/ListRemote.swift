import ArgumentParser
import FTPClients

/// `switchboard ls`.
struct ListRemote: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls",
    abstract: "Lists a folder of a server, by FTP.",
    discussion: """
      \(RemoteURL.forms)

      On a terminal it is a table; else a line for each name, with a tab between two of \
      \(EntryRow.columns.joined(separator: ", ")). TYPE is file, dir, link or other, SIZE is in \
      bytes, TIME in UTC; what the server does not tell is '-'.
      """
  )
  static let operation: String? = "ls"

  @Argument(help: ArgumentHelp("What to list.", valueName: "URL"), transform: RemoteURL.init)
  var url: RemoteURL

  @OptionGroup var output: OutputOptions
  @OptionGroup var remote: RemoteOptions

  func execute() async throws -> ExitStatus {
    let session = try RemoteSession(url, remote)
    let rows = try await RemoteRun.run { loop in
      try await session.run(on: loop) { client in
        let path = FTPPath(bytes: session.url.path)
        let listing = try await client.list(path)
        let refusedCount = listing.summary.unsafeNameCount
        if refusedCount > 0 {
          Complaint("\(session.url): \(refusedCount) names are left out: they lead elsewhere")
            .tell()
        }
        return listing.entries.map(EntryRow.init).sorted { $0.name < $1.name }
      }
    }
    try output.write(rows, columns: EntryRow.columns, \.cells)
    return .done
  }
}
