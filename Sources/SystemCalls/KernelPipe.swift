/// A pipe through which bytes go from a socket to a file inside the kernel, without being copied
/// into this program: pipe(7), splice(2).
///
/// Bytes that are taken in stay in order until they are given out; what is in it when the last
/// reference goes is lost. One thread at a time may take in, and one give out.
package final class KernelPipe: Sendable {
  private let reading: FileDescriptor
  private let writing: FileDescriptor

  /// A new pipe: pipe2(2), fcntl(2) `F_SETPIPE_SZ`.
  ///
  /// - Parameter capacity: how many bytes it holds where each page of it is full; the kernel rounds
  ///   up to a power of two. The bytes of small packets fill less of it.
  /// - Throws: `EMFILE`, `ENFILE`; `EPERM` where the user's pipes have as many pages as they may.
  package init(capacity: Int) throws(Errno) {
    let ends = try System.pipe()
    let number = ends.second.number
    try System.setPipeCapacity(number, capacity)
    reading = ends.first
    writing = ends.second
  }

  /// Takes in what a socket has received, without waiting: splice(2) with `SPLICE_F_NONBLOCK`.
  ///
  /// - Parameters:
  ///   - socket: a stream.
  ///   - count: the most bytes to take, at least 1.
  /// - Returns: how many bytes were taken; 0 at the end of the stream.
  /// - Throws: `EAGAIN` where nothing has come, or the pipe has no page free; `EINVAL` where the
  ///   socket cannot do it; what else recv(2) names.
  package func takeIn(
    from socket: borrowing FileDescriptor,
    atMost count: Int
  ) throws(Errno) -> Int {
    try System.splice(from: socket, into: writing, count)
  }

  /// Gives out bytes to a file: splice(2), which waits for the disk, and would for bytes that have
  /// not been taken in.
  ///
  /// - Parameters:
  ///   - file: not open for appending.
  ///   - offset: where to, in bytes from its start; its position stays.
  ///   - count: the most bytes to give, of those that are in the pipe; at least 1.
  /// - Returns: how many bytes were written.
  /// - Throws: `EINVAL` where the file system cannot do it; what else pwrite(2) names.
  package func giveOut(
    to file: borrowing FileDescriptor,
    at offset: Int64,
    atMost count: Int
  ) throws(Errno) -> Int {
    try System.splice(from: reading, to: file, offset: offset, count)
  }

  /// Gives out bytes to a file, as many as are asked for: splice(2), and where the file system
  /// cannot do that read(2) and pwrite(2).
  ///
  /// - Parameters:
  ///   - count: how many bytes; the pipe has at least these.
  ///   - file: not open for appending.
  ///   - offset: where to, in bytes from its start; its position stays.
  ///   - written: how many bytes were written, also where this throws. How many are left in the
  ///     pipe then nobody knows.
  /// - Throws: what pwrite(2) names.
  package func giveOut(
    _ count: Int,
    to file: borrowing FileDescriptor,
    at offset: Int64,
    written: inout Int
  ) throws(Errno) {
    written = 0
    while written < count {
      do throws(Errno) {
        let place = offset + Int64(written)
        let piece = try giveOut(to: file, at: place, atMost: count - written)
        // No file system takes nothing of something; one that did would be asked for ever.
        guard piece > 0 else { throw .inputOutput }
        written += piece
      } catch {
        guard error == .invalidArgument else { throw error }
        return try copy(count, to: file, at: offset, written: &written)
      }
    }
  }

  private func copy(
    _ count: Int,
    to file: borrowing FileDescriptor,
    at offset: Int64,
    written: inout Int
  ) throws(Errno) {
    while written < count {
      let bytes = try giveOut(atMost: count - written)
      var saved = 0
      while saved < bytes.count {
        // SAFETY: the bytes are only read, and are those of an array that lives through the call.
        let rest = unsafe bytes.span.bytes.extracting(saved..<bytes.count)
        let piece = try System.pwrite(file, rest, offset: offset + Int64(written))
        guard piece > 0 else { throw .inputOutput }
        saved += piece
        written += piece
      }
    }
  }

  /// Gives out bytes to memory: read(2).
  ///
  /// - Parameter count: the most bytes to give, at least 1.
  /// - Returns: at least a byte; it waits for the first where none is in the pipe.
  /// - Throws: what read(2) names.
  package func giveOut(atMost count: Int) throws(Errno) -> [UInt8] {
    var failure: Errno?
    // SAFETY: the output span covers the array's storage; `end` is what it says was filled.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, end in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      var output = unsafe OutputRawSpan(buffer: raw, initializedCount: 0)
      do throws(Errno) { _ = try System.read(reading, into: &output) } catch { failure = error }
      end = unsafe output.finalize(for: raw)
    }
    if let failure { throw failure }
    return bytes
  }
}
