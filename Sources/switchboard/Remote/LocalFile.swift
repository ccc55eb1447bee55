import SystemCalls

/// A file of this machine that is stored at a server.
struct LocalFile: ~Copyable {
  /// Open for reading.
  let descriptor: FileDescriptor
  private let path: [UInt8]

  /// How large it was when it was opened.
  let size: Int64
  /// When it was changed last.
  let modified: FileTime
  /// Its permission bits.
  let mode: UInt16

  /// Opens it.
  ///
  /// - Throws: `CommandFailure` where there is none that can be read, and for what is no file.
  init(_ path: [UInt8]) throws(CommandFailure) {
    let file = try CommandFailure.naming(path) { () throws(Errno) in
      try System.open(path, [.readOnly, .nonBlocking])
    }
    try self.init(file, path)
  }

  /// Opens what is at a place: no symbolic link is followed.
  ///
  /// - Throws: as the other one.
  init(at place: borrowing LocalPlace) throws(CommandFailure) {
    let path = place.path
    let file: FileDescriptor
    do throws(Errno) { file = try place.open(.readOnly) } catch {
      throw CommandFailure(error, naming: path)
    }
    try self.init(file, path)
  }

  private init(_ file: consuming FileDescriptor, _ path: [UInt8]) throws(CommandFailure) {
    let status: FileStatus
    do throws(Errno) { status = try System.fstat(file) } catch {
      throw CommandFailure(error, naming: path)
    }
    guard status.kind == .file else {
      throw CommandFailure("\(String(decoding: path, as: UTF8.self)): is no file")
    }
    self.path = path
    descriptor = file
    (size, modified, mode) = (status.size, status.modified, status.mode)
  }

  /// Reads what is at a place, as much as fits; nothing at the end.
  func read(at offset: Int64, into output: inout OutputRawSpan) throws(CommandFailure) {
    _ = try CommandFailure.naming(path) { () throws(Errno) in
      try System.pread(descriptor, into: &output, offset: offset)
    }
  }

  /// Whether it is still as it was when it was opened.
  func isUnchanged() throws(CommandFailure) -> Bool {
    let status = try CommandFailure.naming(path) { () throws(Errno) in
      try System.fstat(descriptor)
    }
    return (status.size, status.modified) == (size, modified)
  }
}
