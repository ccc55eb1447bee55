import ByteStreams
import FTPClients

/// Compares a file of a server with one of this machine, byte by byte, as it comes.
enum ContentComparison {
  private struct Difference: Error {}

  /// Whether both have the same bytes.
  ///
  /// The transfer is given up at the first that differs.
  ///
  /// - Throws: `FTPClientError`, of `.handler` where the local file cannot be read.
  static func isSame(
    _ path: FTPPath,
    _ client: FTPClient,
    as file: borrowing LocalFile
  ) async throws(FTPClientError) -> Bool {
    var offset: Int64 = 0
    do throws(FTPClientError) {
      try await client.download(path) { bytes in
        var storage = ByteStorage(capacity: bytes.byteCount)
        while storage.count < bytes.byteCount {
          let before = storage.count
          let place = offset + Int64(before)
          try storage.withFreeBytes { output throws(CommandFailure) in
            try file.read(at: place, into: &output)
          }
          if storage.count == before { throw Difference() }
        }
        guard storage.array == [UInt8](copying: bytes) else { throw Difference() }
        offset += Int64(bytes.byteCount)
      }
    } catch {
      if case .handler(is Difference) = error { return false }
      throw error
    }
    return offset == file.size
  }
}
