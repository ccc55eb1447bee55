import SystemCalls

/// A name in a folder of this machine that is held open: where a file is, or is to be.
struct LocalPlace: ~Copyable {
  /// Opened with `O_PATH`.
  let directory: FileDescriptor
  /// One name, without a slash.
  let name: [UInt8]
  /// How users know it, for what is told.
  let path: [UInt8]

  /// A place in a folder that is open.
  init(_ name: [UInt8], in directory: consuming FileDescriptor, _ path: [UInt8]) {
    self.directory = directory
    self.name = name
    self.path = path
  }

  /// What a path means.
  ///
  /// - Throws: `CommandFailure` where its folder cannot be opened.
  init(_ path: [UInt8]) throws(CommandFailure) {
    let slash = path.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { Array(path[...$0]) } ?? Array(".".utf8)
    let directory = try CommandFailure.naming(folder) { () throws(Errno) in
      try System.open(folder, [.path, .directory])
    }
    self.init(RemoteURL.name(in: path), in: directory, path)
  }

  /// Opens a file that is there already, whatever it is: a FIFO is not waited for, and a last
  /// symbolic link is not followed.
  func open(_ flags: OpenFlags) throws(Errno) -> FileDescriptor {
    try System.openat2(
      directory,
      name,
      flags.union([.nonBlocking, .noFollow]),
      resolution: [.beneath, .noMagicLinks, .noLinks]
    )
  }
}
