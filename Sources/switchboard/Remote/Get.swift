import ArgumentParser
import SystemCalls

/// `switchboard get`.
struct Get: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Fetches files from a server, by FTP.",
    discussion: """
      \(RemoteURL.forms)

      A file appears under its name when it is whole. Until then it is NAME.part, which the next \
      attempt goes on with. It has the time of the server's file.
      """
  )
  static let operation: String? = "get"

  @Argument(
    help: ArgumentHelp("What to fetch.", valueName: "URL"),
    transform: RemoteURL.init
  )
  var urls: [RemoteURL]

  @Option(
    help: ArgumentHelp(
      "Where to: a file, a folder, or '-' for standard output.",
      valueName: "PATH"
    )
  )
  var output: String?

  @OptionGroup var transfer: TransferOptions
  @OptionGroup var remote: RemoteOptions

  func execute() async throws -> ExitStatus {
    let downloads = try urls.map { url in
      Download(
        session: try RemoteSession(url, remote),
        target: try target(of: url),
        attempts: transfer.attempts,
        display: transfer.display
      )
    }
    return try await RemoteRun.each(downloads, during: Self.operation) { download, loop in
      try await download.run(on: loop)
    }
  }

  private func target(of url: RemoteURL) throws(UsageError) -> DownloadTarget {
    if output == "-" { return .standardOutput }
    let isFolder = output.map(Self.isFolder) ?? true
    guard isFolder else {
      guard urls.count == 1 else {
        throw UsageError("\(output ?? "") is no folder: several files need one")
      }
      return .file(Array((output ?? "").utf8))
    }
    let name = url.name
    guard !name.isEmpty, name != [46], name != [46, 46] else {
      throw UsageError("\(url) names no file")
    }
    let folder = output.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
    return .file(Array(folder.utf8) + name)
  }

  private static func isFolder(_ path: String) -> Bool {
    path.hasSuffix("/")
      || (try? System.open(Array(path.utf8), [.path, .directory])) != nil
  }
}
