package import SystemCalls

extension HomeUpload {
  /// Writes what is in a pipe: splice(2), and where the file system cannot do that read(2) and
  /// pwrite(2).
  ///
  /// - Parameters:
  ///   - pipe: has at least `count` bytes. Where this throws, nobody knows how many are left.
  ///   - count: how many bytes to write.
  ///   - offset: where to, in bytes from the start.
  ///   - written: how many bytes were written, also where this throws.
  /// - Throws: as `write(_:at:written:)`.
  package func write(
    from pipe: KernelPipe,
    _ count: Int,
    at offset: Int64,
    written: inout Int
  ) throws(HomeError) {
    written = 0
    while written < count {
      do throws(Errno) {
        let place = offset + Int64(written)
        let piece = try pipe.giveOut(to: descriptor, at: place, atMost: count - written)
        guard piece > 0 else { throw .inputOutput }
        written += piece
      } catch {
        guard error == .invalidArgument else { throw HomeError(error) }
        return try copy(from: pipe, count, at: offset, written: &written)
      }
    }
  }

  private func copy(
    from pipe: KernelPipe,
    _ count: Int,
    at offset: Int64,
    written: inout Int
  ) throws(HomeError) {
    while written < count {
      let bytes: [UInt8]
      do throws(Errno) { bytes = try pipe.giveOut(atMost: count - written) } catch {
        throw HomeError(error)
      }
      var piece = 0
      defer { written += piece }
      // SAFETY: the bytes are only read, and are those of an array that lives through the call.
      try unsafe write(bytes.span.bytes, at: offset + Int64(written), written: &piece)
    }
  }
}
