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
    try await attempts.run(on: loop) { [self] in
      try await session.run(on: loop) { client in try await fetch(client) }
    }
  }

  private func fetch(_ client: FTPClient) async throws {
    let path = FTPPath(bytes: session.url.path)
    let entry = try await client.status(of: path)
    guard entry.kind != .directory else {
      throw CommandFailure("\(session.url): is a folder: 'switchboard ls' lists it")
    }
    switch target {
    case .standardOutput: try await pass(client, path, entry)
    case .file(let file): try await keep(client, path, entry, in: file)
    }
  }

  /// Passes it on to whoever reads standard output: that cannot be taken back, or gone on with.
  private func pass(_ client: FTPClient, _ path: FTPPath, _ entry: FTPEntry) async throws {
    var progress = display.begin(session.url, of: entry.size)
    try await client.download(path) { bytes in
      do throws(Errno) { try System.write(bytes, to: .output) } catch {
        throw CommandFailure("write standard output: \(error.description)")
      }
      progress.add(bytes.byteCount)
    }
    progress.end()
  }

  private func keep(
    _ client: FTPClient,
    _ path: FTPPath,
    _ entry: FTPEntry,
    in file: [UInt8]
  ) async throws {
    let modified = entry.modified.map { FileTime(seconds: $0.seconds) }
    var part = try PartFile(of: file, expecting: (entry.size, modified))
    let offset = part.size
    var progress = display.begin(session.url, of: entry.size, from: offset)
    do {
      if entry.size.map({ $0 > offset }) ?? true || offset == 0 {
        try await client.download(path, from: offset) { bytes in
          try part.append(bytes)
          progress.add(bytes.byteCount)
        }
      }
      if let size = entry.size, part.size != size {
        throw CommandFailure("\(session.url): has changed while it was fetched: try again")
      }
      try part.commit(modified: modified)
      progress.end()
    } catch {
      progress.abandon()
      part.removeIfEmpty()
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
