import SystemCalls

/// An open folder in which files are made: never half of one, and with the folder's owner.
struct OwnedFolder: ~Copyable {
  private let path: String
  private let folder: FileDescriptor
  private let status: FileStatus

  /// Opens a folder, and makes it (0700) and what is missing above it (0755).
  ///
  /// - Parameters:
  ///   - path: an absolute path.
  ///   - owner: whom a folder that root makes belongs to; nil is root.
  /// - Throws: `FolderError`.
  init(makingAt path: String, owner: FolderOwner? = nil) throws(FolderError) {
    do throws(Errno) {
      self = try OwnedFolder(path, try Self.open(path, owner))
    } catch {
      throw FolderError(path: path, operation: "open folder", cause: error)
    }
  }

  private init(_ path: String, _ folder: consuming FileDescriptor) throws(Errno) {
    self.path = path
    status = try System.fstat(folder)
    self.folder = folder
  }

  /// Whom the folder belongs to.
  var owner: FolderOwner { FolderOwner(status) }
  /// The permission bits.
  var mode: UInt16 { status.mode }

  /// Whether there is something by a name.
  func has(_ name: String) -> Bool {
    (try? System.fstatat(folder, Array(name.utf8))) != nil
  }

  /// A folder in this one, which is made (0700) where it is missing.
  func folder(_ name: String) throws(FolderError) -> OwnedFolder {
    let path = path + "/" + name
    let bytes = Array(name.utf8)
    do throws(Errno) {
      let isNew = try Self.makeDirectory(bytes, in: folder, mode: 0o700)
      let result = try OwnedFolder(
        path,
        try System.openat2(folder, bytes, [.directory, .noFollow])
      )
      if isNew { try owner.take(result.folder) }
      return result
    } catch {
      throw FolderError(path: path, operation: "make folder", cause: error)
    }
  }

  /// Makes a file with its content, unless there is something by that name.
  ///
  /// It appears under its name when it is complete.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - mode: its permission bits.
  ///   - content: makes what is in it, if it is needed.
  /// - Returns: whether it was made.
  /// - Throws: `FolderError`, and what `content` throws.
  @discardableResult
  func makeFile(
    _ name: String,
    mode: UInt16,
    content: () throws -> [UInt8]
  ) throws -> Bool {
    guard !has(name) else { return false }
    let bytes = try content()
    do throws(Errno) {
      return try place(bytes, as: Array(name.utf8), mode: mode)
    } catch {
      throw FolderError(path: path + "/" + name, operation: "make file", cause: error)
    }
  }

  private func place(
    _ content: [UInt8],
    as name: [UInt8],
    mode: UInt16
  ) throws(Errno) -> Bool {
    let draft = Array(".new-".utf8) + name
    // Of a run that ended in the middle.
    try? System.unlinkat(folder, draft)
    do throws(Errno) {
      try write(content, as: draft, mode: mode)
      try System.renameat2(folder, draft, to: folder, name, isReplacing: false)
      return true
    } catch {
      try? System.unlinkat(folder, draft)
      guard error == .fileExists else { throw error }
      return false
    }
  }

  private func write(_ content: [UInt8], as name: [UInt8], mode: UInt16) throws(Errno) {
    let file = try System.openat2(folder, name, [.writeOnly, .create, .exclusive], mode: mode)
    var rest = content
    while !rest.isEmpty {
      // SAFETY: the bytes are only read, and are those of an array that lives through the call.
      rest.removeFirst(try unsafe System.write(file, rest.span.bytes))
    }
    try System.fchmod(file, mode)
    try owner.take(file)
    try System.fsync(file)
  }

  private static func open(
    _ path: String,
    _ owner: FolderOwner?
  ) throws(Errno) -> FileDescriptor {
    do throws(Errno) {
      return try System.open(Array(path.utf8), [.directory])
    } catch {
      guard error == .noSuchFile else { throw error }
      return try make(path, owner)
    }
  }

  private static func make(
    _ path: String,
    _ owner: FolderOwner?
  ) throws(Errno) -> FileDescriptor {
    let names = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    var place = try System.open([UInt8(ascii: "/")], [.directory, .path])
    for name in names.dropLast() {
      _ = try makeDirectory(name, in: place, mode: 0o755)
      place = try System.openat2(place, name, [.directory, .path])
    }
    guard let last = names.last else { return place }
    let isNew = try makeDirectory(last, in: place, mode: 0o700)
    let folder = try System.openat2(place, last, [.directory])
    if isNew, let owner { try owner.take(folder) }
    return folder
  }

  /// Whether it was made.
  private static func makeDirectory(
    _ name: [UInt8],
    in place: borrowing FileDescriptor,
    mode: UInt16
  ) throws(Errno) -> Bool {
    do throws(Errno) {
      try System.mkdirat(place, name, mode: mode)
      return true
    } catch {
      // A read-only file system says so before it says that the directory is there.
      guard [.fileExists, .readOnlyFileSystem, .accessDenied].contains(error) else { throw error }
      return false
    }
  }
}
