import SystemCalls

/// A file that is being fetched: `NAME.part` until it is whole, then `NAME`.
///
/// What was fetched before an interruption stays in the part, and is gone on with where the
/// server's file has not changed since. The part is locked: two fetches of one file do not mix.
struct PartFile: ~Copyable {
  /// What a part's name ends with.
  static let suffix = Array(".part".utf8)

  private let place: LocalPlace
  private let partName: [UInt8]
  /// Open for writing, behind `size`.
  let file: FileDescriptor

  /// How many bytes are there.
  private(set) var size: Int64

  /// Opens the part of a file, or makes it.
  ///
  /// - Parameters:
  ///   - place: the file to be.
  ///   - partName: the part's name; nil for that of the file with `suffix`.
  ///   - expected: of the server's file: how large it is, and when it has changed last; nil where
  ///     that is unknown.
  /// - Throws: `CommandFailure`.
  init(
    of place: consuming LocalPlace,
    named partName: [UInt8]? = nil,
    expecting expected: (size: Int64?, modified: FileTime?)
  ) throws(CommandFailure) {
    let path = place.path
    let partName = partName ?? place.name + Self.suffix
    let file = try Self.opened(partName, in: place.directory, path + Self.suffix)
    let status = try CommandFailure.naming(path) { () throws(Errno) in try System.fstat(file) }
    let isOlder = expected.modified.map { $0 > status.modified } ?? false
    let isLarger = expected.size.map { $0 < status.size } ?? false
    // The server's file is another one by now.
    if isOlder || isLarger { try Self.empty(file, path) }
    self.place = place
    self.partName = partName
    self.file = file
    size = isOlder || isLarger ? 0 : status.size
  }

  /// Opens a part, locked.
  private static func opened(
    _ name: [UInt8],
    in directory: borrowing FileDescriptor,
    _ path: [UInt8]
  ) throws(CommandFailure) -> FileDescriptor {
    let file = try CommandFailure.naming(path) { () throws(Errno) in
      try System.openat2(
        directory,
        name,
        [.readWrite, .create, .noFollow, .nonBlocking],
        mode: 0o666,
        resolution: [.beneath, .noMagicLinks, .noLinks]
      )
    }
    let isLocked = try CommandFailure.naming(path) { () throws(Errno) in
      try System.lockForWriting(file)
    }
    guard isLocked else {
      throw CommandFailure("\(String(decoding: path, as: UTF8.self)): is being written already")
    }
    return file
  }

  /// Notes that there are bytes up to here.
  mutating func extend(to end: Int64) { size = max(size, end) }

  private static func empty(
    _ file: borrowing FileDescriptor,
    _ path: [UInt8]
  ) throws(CommandFailure) {
    try CommandFailure.naming(path) { () throws(Errno) in try System.ftruncate(file, 0) }
  }

  /// Gives the file its name, in the place of what has it.
  ///
  /// - Parameters:
  ///   - modified: the time that it gets; nil leaves it.
  ///   - mode: the permission bits that it gets; nil leaves them.
  /// - Throws: `CommandFailure`; the part stays then.
  func commit(modified: FileTime?, mode: UInt16? = nil) throws(CommandFailure) {
    try CommandFailure.naming(place.path) { () throws(Errno) in
      if let mode { try System.fchmod(file, mode) }
      if let modified { try System.utimensat(file, modified: modified) }
      try System.renameat2(
        place.directory,
        partName,
        to: place.directory,
        place.name,
        isReplacing: true
      )
    }
  }

  /// Removes the part where nothing is in it: a file that is not there leaves no trace.
  func removeIfEmpty() {
    guard size == 0 else { return }
    try? System.unlinkat(place.directory, partName)
  }
}
