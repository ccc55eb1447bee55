import EventLoops
import FTPClients
import SystemCalls

/// Fetches one file, and tries again where the connection fails.
struct Download: Sendable {
  let session: RemoteSession
  let target: DownloadTarget
  let attempts: TransferAttempts
  let display: TransferDisplay

  /// Fetches it.
  ///
  /// - Throws: `CommandFailure`, `RemoteFailure`; what has come stays in the part.
  func run(on loop: EventLoop) async throws {
    let steady = SteadySession(session, attempts, display, on: loop)
    do {
      try await steady.run(for: session.url) { client, progress in
        try await fetch(client, progress)
      }
    } catch {
      await steady.leave()
      throw error
    }
    await steady.leave()
  }

  private func fetch(_ client: FTPClient, _ progress: TransferProgress) async throws {
    let path = FTPPath(bytes: session.url.path)
    let entry = try await client.status(of: path)
    guard entry.kind != .directory else {
      throw CommandFailure("\(session.url): is a folder: 'switchboard ls' lists it")
    }
    switch target {
    case .standardOutput: try await pass(client, path, entry, progress)
    case .file(let file):
      let modified = entry.modified.map { FileTime(seconds: $0.seconds) }
      let part = try PartFile(of: LocalPlace(file), expecting: (entry.size, modified))
      let shown = display.begin(session.url, of: entry.size, from: part.size)
      let fetch = FileFetch(
        url: session.url,
        size: entry.size,
        modified: modified,
        shown: shown
      )
      try await fetch.run(client, into: part, progress)
    }
  }

  /// Passes it on to whoever reads standard output: that cannot be taken back, or gone on with.
  private func pass(
    _ client: FTPClient,
    _ path: FTPPath,
    _ entry: FTPEntry,
    _ progress: TransferProgress
  ) async throws {
    let offset = progress.furthest
    let shown = display.begin(session.url, of: entry.size, from: offset)
    do {
      try await client.download(path, from: offset) { bytes in
        do throws(Errno) { try System.write(bytes, to: .output) } catch {
          throw CommandFailure("write standard output: \(error.description)")
        }
        progress.add(bytes.byteCount)
        progress.reach(offset + progress.movedBytes)
        shown.add(bytes.byteCount)
      }
      shown.end()
    } catch {
      shown.abandon()
      throw error
    }
  }
}

/// Where a file that is fetched goes.
enum DownloadTarget: Hashable, Sendable {
  case standardOutput
  /// The path of the file.
  case file([UInt8])
}
