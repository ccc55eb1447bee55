import SystemCalls

/// A file of this machine that is stored at a server.
struct LocalFile: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: [UInt8]

  /// How large it was when it was opened.
  let size: Int64
  /// When it was changed last.
  let modified: FileTime

  /// Opens it.
  ///
  /// - Throws: `CommandFailure` where there is none that can be read, and for what is no file.
  init(_ path: [UInt8]) throws(CommandFailure) {
    let file = try CommandFailure.naming(path) { () throws(Errno) in
      try System.open(path, [.readOnly, .nonBlocking])
    }
    let status = try CommandFailure.naming(path) { () throws(Errno) in try System.fstat(file) }
    guard status.kind == .file else {
      throw CommandFailure("\(String(decoding: path, as: UTF8.self)): is no file")
    }
    self.path = path
    descriptor = file
    (size, modified) = (status.size, status.modified)
  }

  /// Reads what is at a place, as much as fits; nothing at the end.
  func read(at offset: Int64, into output: inout OutputRawSpan) throws(CommandFailure) {
    _ = try CommandFailure.naming(path) { () throws(Errno) in
      try System.pread(descriptor, into: &output, offset: offset)
    }
  }
}
