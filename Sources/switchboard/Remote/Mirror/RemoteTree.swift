import EventLoops
import FTPClients

/// The end of a mirror that is at a server.
struct RemoteTree: MirrorTree {
  /// The folder that was named.
  let root: RemoteURL

  init(_ root: RemoteURL) {
    self.root = root
  }

  /// The URL of a path.
  func url(_ path: [UInt8]) -> RemoteURL { path.isEmpty ? root : root.appending(path) }

  /// The path of a path, as the server has it: from where a login begins.
  func path(_ path: [UInt8]) -> FTPPath {
    let bytes = url(path).path
    let end = bytes.lastIndex { $0 != UInt8(ascii: "/") }.map { $0 + 1 }
    // The root alone is nothing but a slash.
    return FTPPath(bytes: end.map { Array(bytes[..<$0]) } ?? Array(bytes.prefix(1)))
  }

  func description(of path: [UInt8]) -> String { url(path).description }

  func isThere(_ session: SteadySession) async throws -> Bool {
    // Where a login begins there is a folder.
    if path([]).isEmpty { return true }
    return try await session.run(for: root) { client, _ in
      do throws(FTPClientError) {
        let kind = try await client.status(of: path([])).kind
        guard kind == .directory || kind == .symbolicLink || kind == .unknown else {
          throw .unusableArgument("is no folder")
        }
        return true
      } catch {
        guard error.isNoSuchFile else { throw error }
        return false
      }
    }
  }

  func list(_ path: [UInt8], _ session: SteadySession) async throws -> MirrorListing {
    var listing = try await session.run(for: url(path)) { client, _ in
      var listing = MirrorListing()
      let summary = try await client.list(self.path(path)) { entry in
        listing.entries.append(MirrorEntry(entry))
      }
      listing.refusedCount = summary.unsafeNameCount
      listing.unreadableCount = summary.unreadableLineCount
      listing.showsHidden = client.features.contains("MLST")
      listing.keepsTimes = client.features.contains("MFMT")
      return listing
    }
    let entries = listing.entries
    listing.entries = try await OffloadPool.shared.run { MirrorListing.sorted(entries) }
    return listing
  }

  func makeFolder(_ path: [UInt8], mode: UInt16?, _ session: SteadySession) async throws {
    let place = self.path(path)
    try await session.run(for: url(path)) { client, progress in
      do throws(FTPClientError) { try await client.makeDirectory(place) } catch {
        // The answer to the first attempt may be what was cut.
        guard progress.attempt > 1, error.isRefusal,
          try await client.status(of: place).kind == .directory
        else { throw error }
      }
      if let mode {
        do throws(FTPClientError) { try await client.setMode(of: place, to: mode & 0o777) } catch {
          guard error.isRefusal else { throw error }
        }
      }
    }
  }

  func removeFile(_ path: [UInt8], _ session: SteadySession) async throws {
    try await remove(path, session) { client throws(FTPClientError) in
      try await client.removeFile(self.path(path))
    }
  }

  func removeEmptyFolder(_ path: [UInt8], _ session: SteadySession) async throws {
    try await remove(path, session) { client throws(FTPClientError) in
      try await client.removeDirectory(self.path(path))
    }
  }

  private func remove(
    _ path: [UInt8],
    _ session: SteadySession,
    _ body: nonisolated(nonsending) (FTPClient) async throws(FTPClientError) -> Void
  ) async throws {
    try await session.run(for: url(path)) { client, progress in
      do throws(FTPClientError) { try await body(client) } catch {
        // It is gone, by the attempt whose answer was cut.
        guard progress.attempt > 1, error.isNoSuchFile else { throw error }
      }
    }
  }
}
