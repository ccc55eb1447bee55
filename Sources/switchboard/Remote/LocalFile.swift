import SystemCalls

/// A file of this machine that is stored at a server.
struct LocalFile: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: [UInt8]

  /// How large it was when it was opened.
  let size: Int64
  /// When it was changed last.
  let modified: FileTime?

  /// Opens it.
  ///
  /// - Throws: `CommandFailure` where there is none that can be read, and for what is no file.
  init(_ path: [UInt8]) throws(CommandFailure) {
    self.path = path
    do throws(Errno) {
      descriptor = try System.open(path, [.readOnly, .nonBlocking])
      let status = try System.fstat(descriptor)
      guard status.kind == .file else { throw .invalidArgument }
      (size, modified) = (status.size, status.modified)
    } catch {
      let cause = error == .invalidArgument ? "is no file" : error.description
      throw CommandFailure("\(String(decoding: path, as: UTF8.self)): \(cause)")
    }
  }

  /// Reads what is at a place, as much as fits; nothing at the end.
  func read(at offset: Int64, into output: inout OutputRawSpan) throws(CommandFailure) {
    do throws(Errno) {
      _ = try System.pread(descriptor, into: &output, offset: offset)
    } catch {
      throw CommandFailure("\(String(decoding: path, as: UTF8.self)): \(error.description)")
    }
  }
}
