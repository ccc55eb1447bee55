import FTPClients

/// Stores one file of this machine at a server.
struct FileStore {
  let url: RemoteURL
  /// Whether the file gets the permission bits that it has here.
  var keepsMode = false
  let shown: ShownTransfer

  /// What became of the file besides its content.
  struct Outcome: Hashable {
    /// Whether it has its time; not every server can.
    var hasTime = true
    /// Whether it has its permission bits, if it was to.
    var hasMode = true
  }

  /// Stores it.
  ///
  /// - Parameters:
  ///   - client: the session.
  ///   - file: what is stored.
  ///   - offset: how much of it the server has already.
  ///   - progress: is told how far it is.
  /// - Returns: what the server has done besides.
  /// - Throws: `FTPClientError`, `CommandFailure`.
  func run(
    _ client: FTPClient,
    _ file: borrowing LocalFile,
    from offset: Int64,
    _ progress: TransferProgress
  ) async throws -> Outcome {
    progress.reach(offset)
    do {
      // Also where the server has every byte: it may not know that these are all.
      try await send(client, file, offset, progress)
      guard try file.isUnchanged() else {
        throw CommandFailure("\(url): has changed while it was stored: try again")
      }
      let outcome = Outcome(
        hasTime: try await setTime(client, file),
        hasMode: keepsMode ? try await setMode(client, file) : true
      )
      shown.end()
      return outcome
    } catch {
      shown.abandon()
      throw error
    }
  }

  private var path: FTPPath { FTPPath(bytes: url.path) }

  private func send(
    _ client: FTPClient,
    _ file: borrowing LocalFile,
    _ offset: Int64,
    _ progress: TransferProgress
  ) async throws(FTPClientError) {
    var last: Int64 = 0
    let mode: FTPUploadMode = offset > 0 ? .from(offset) : .replace
    try await client.upload(path, mode, file: file.descriptor, from: offset) { total in
      progress.add(Int(total - last))
      progress.send(to: offset + total)
      shown.add(Int(total - last))
      last = total
    }
  }

  /// Where the server cannot, the file is there without it.
  private func setTime(
    _ client: FTPClient,
    _ file: borrowing LocalFile
  ) async throws(FTPClientError) -> Bool {
    let modified = FTPFileTime(seconds: file.modified.seconds)
    do throws(FTPClientError) {
      try await client.setModificationTime(of: path, to: modified)
      return true
    } catch {
      guard error.isRefusal else { throw error }
      return false
    }
  }

  private func setMode(
    _ client: FTPClient,
    _ file: borrowing LocalFile
  ) async throws(FTPClientError) -> Bool {
    do throws(FTPClientError) {
      try await client.setMode(of: path, to: file.mode & 0o777)
      return true
    } catch {
      guard error.isRefusal else { throw error }
      return false
    }
  }
}

extension FTPClientError {
  /// Whether the server will not, or cannot: the session goes on.
  var isRefusal: Bool {
    switch self {
    case .refused, .unsupported: true
    default: false
    }
  }
}
