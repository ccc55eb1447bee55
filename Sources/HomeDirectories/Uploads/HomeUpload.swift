internal import Synchronization
package import SystemCalls

/// A file of a home that is being written.
///
/// Until `commit` has returned, an upload of a whole file is a part: a hidden file beside the
/// target, which stays what it was. One that goes on in a file that exists is written in place,
/// under a lock that other uploads of this server, and of others that use the same locks, respect.
///
/// All operations block, for the disk. They may be called from several threads, writing to
/// different places at once too. An upload that ends with neither `commit` nor `abandon` is
/// abandoned, on the thread that lets go of it.
package final class HomeUpload: Sendable {
  /// The open file, for calls that write to it.
  package let descriptor: FileDescriptor

  /// Where to go on writing, in bytes from the start: the bytes that are there already.
  package let startOffset: Int64

  /// The size of the file that is written in place, before it was cut at `startOffset`; 0 where a
  /// new file is written, and the size of the part that is continued.
  package let sizeBefore: Int64

  /// What an earlier upload of the owner had left, and went when this one began.
  package let discarded: HomeUsage

  /// The target's directory and name.
  let target: HomePlace
  let settings: HomeSettings
  let mode: UploadMode
  let isOver = Mutex(false)

  init(
    _ descriptor: consuming FileDescriptor,
    to target: consuming HomePlace,
    mode: UploadMode,
    startOffset: Int64,
    sizeBefore: Int64,
    discarded: HomeUsage = .none,
    settings: HomeSettings
  ) {
    self.descriptor = descriptor
    self.target = target
    self.mode = mode
    self.startOffset = startOffset
    self.sizeBefore = sizeBefore
    self.discarded = discarded
    self.settings = settings
  }

  deinit {
    // Nobody is left to be told what went wrong; a part that stays is swept.
    _ = try? abandon()
  }

  /// The name of the file to be, in its directory.
  package var name: [UInt8] { target.name }

  /// Whether what comes is written to a file that others see.
  package var isInPlace: Bool { mode == .inPlace }

  /// How many bytes the file, or the part, has now.
  package func size() throws(HomeError) -> Int64 {
    try HomeError.from { () throws(Errno) in try System.fstat(descriptor).size }
  }

  /// pwrite(2), as often as it takes: writes all of the bytes.
  ///
  /// - Parameters:
  ///   - bytes: what to write.
  ///   - offset: where to, in bytes from the start.
  /// - Throws: `noSpace`, `diskQuota`, `fileTooLarge` and what else the disk says; then some bytes
  ///   may have been written.
  package func write(_ bytes: RawSpan, at offset: Int64) throws(HomeError) {
    var written = 0
    try write(bytes, at: offset, written: &written)
  }

  /// The same, for who must know how many bytes were written where it fails.
  ///
  /// - Parameters:
  ///   - bytes: what to write.
  ///   - offset: where to, in bytes from the start.
  ///   - written: how many of the bytes were written, also where this throws.
  /// - Throws: as above.
  package func write(
    _ bytes: RawSpan,
    at offset: Int64,
    written: inout Int
  ) throws(HomeError) {
    written = 0
    while written < bytes.byteCount {
      do throws(Errno) {
        let rest = bytes.extracting(written..<bytes.byteCount)
        let count = try System.pwrite(descriptor, rest, offset: offset + Int64(written))
        // No file system takes nothing of something; one that did would be asked for ever.
        guard count > 0 else { throw .inputOutput }
        written += count
      } catch {
        throw HomeError(error)
      }
    }
  }
}
