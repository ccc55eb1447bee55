package import SystemCalls

/// A file of a home, open for reading.
///
/// It may be used by several threads at once. It stays the file that it was when another is put in
/// its place, and closes when the value ends.
package final class HomeFile: Sendable {
  /// The open file, for sendfile(2).
  package let descriptor: FileDescriptor

  /// What it was when it was opened.
  package let status: FileStatus

  init(_ descriptor: consuming FileDescriptor, status: FileStatus) {
    self.descriptor = descriptor
    self.status = status
  }

  /// How many bytes it has now: fstat(2).
  package func size() throws(HomeError) -> Int64 {
    try HomeError.from { () throws(Errno) in try System.fstat(descriptor).size }
  }

  /// pread(2): reads into the free part of a buffer.
  ///
  /// May block for the disk.
  ///
  /// - Parameters:
  ///   - offset: where to begin, in bytes from the start.
  ///   - buffer: what is free of it is filled, or part of that.
  /// - Returns: how many bytes came, 0 at the end of the file or of the buffer.
  /// - Throws: what the disk says.
  package func read(
    at offset: Int64,
    into buffer: inout OutputRawSpan
  ) throws(HomeError) -> Int {
    do throws(Errno) {
      return try System.pread(descriptor, into: &buffer, offset: offset)
    } catch {
      throw HomeError(error)
    }
  }

  /// preadv2(2) with `RWF_NOWAIT`: as `read`, but only what is in memory already.
  ///
  /// Does not block.
  ///
  /// - Parameters:
  ///   - offset: where to begin, in bytes from the start.
  ///   - buffer: what is free of it is filled, or part of that.
  /// - Returns: how many bytes came, 0 at the end of the file or of the buffer; nil where the disk
  ///   would be waited for, or the file system cannot tell.
  /// - Throws: what the disk says.
  package func readWithoutWaiting(
    at offset: Int64,
    into buffer: inout OutputRawSpan
  ) throws(HomeError) -> Int? {
    do throws(Errno) {
      return try System.preadWithoutWaiting(descriptor, into: &buffer, offset: offset)
    } catch {
      switch error {
      case .wouldBlock, .notSupported, .notImplemented, .invalidArgument: return nil
      default: throw HomeError(error)
      }
    }
  }
}
