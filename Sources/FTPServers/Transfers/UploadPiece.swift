internal import Accounts
internal import ByteStreams
internal import HomeDirectories

/// Bytes of an upload, and where they belong.
struct UploadPiece: Sendable {
  let buffer: TransferBuffer
  let offset: Int64
  /// By how much the file grows with them; the quota has them already.
  let growth: Int64

  /// Writes them; what was not written is given back to the quota.
  ///
  /// Blocks, for the disk.
  func write(to upload: HomeUpload, _ quota: QuotaUse) throws(HomeError) {
    do throws(HomeError) {
      try buffer.storage.withBytes { bytes throws(HomeError) in
        try upload.write(bytes, at: offset)
      }
    } catch {
      if growth > 0 { quota.release(bytes: growth) }
      throw error
    }
  }
}
