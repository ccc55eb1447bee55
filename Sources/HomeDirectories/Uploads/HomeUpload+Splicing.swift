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
    do throws(Errno) {
      try pipe.giveOut(count, to: descriptor, at: offset, written: &written)
    } catch {
      throw HomeError(error)
    }
  }
}
