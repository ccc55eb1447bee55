import FTPClients
import SystemCalls

/// Fetches one file of a server into a part, and gives it its name when it is whole.
struct FileFetch {
  let url: RemoteURL
  /// How large it is; nil where the server does not tell.
  let size: Int64?
  /// When it was changed last; nil where the server does not tell.
  let modified: FileTime?
  /// The permission bits that the file gets; nil for those of any new file.
  var mode: UInt16?
  let shown: ShownTransfer

  /// Fetches it.
  ///
  /// - Parameters:
  ///   - client: the session.
  ///   - part: the part of this file, with what is there already.
  ///   - progress: is told how far it is.
  /// - Throws: `FTPClientError`, `CommandFailure`; what has come stays in the part.
  func run(
    _ client: FTPClient,
    into part: consuming PartFile,
    _ progress: TransferProgress
  ) async throws {
    var part = part
    let offset = part.size
    var last: Int64 = 0
    progress.reach(offset)
    do {
      if size.map({ $0 > offset }) ?? true || offset == 0 {
        defer { part.extend(to: offset + last) }
        let path = FTPPath(bytes: url.path)
        try await client.download(path, from: offset, into: part.file) { total in
          progress.add(Int(total - last))
          progress.reach(offset + total)
          shown.add(Int(total - last))
          last = total
        }
      }
      if let size, part.size != size {
        throw CommandFailure("\(url): has changed while it was fetched: try again")
      }
      try part.commit(modified: modified, mode: mode)
      shown.end()
    } catch {
      shown.abandon()
      part.removeIfEmpty()
      throw error
    }
  }
}
