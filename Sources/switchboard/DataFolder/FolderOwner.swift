import SystemCalls

/// Whom a folder belongs to, and so what root makes in it.
struct FolderOwner: Hashable, Sendable {
  var user: UInt32
  var group: UInt32

  /// The owner of a file or folder.
  init(_ status: FileStatus) {
    user = status.owner
    group = status.group
  }

  /// Gives the owner an open file or folder that was just made; nothing where others make it than
  /// root, who can give nothing away.
  ///
  /// - Throws: what fchown(2) says.
  func take(_ file: borrowing FileDescriptor) throws(Errno) {
    guard ProcessIdentity.current.userID == 0, user != 0 || group != 0 else { return }
    try System.fchown(file, user: user, group: group)
  }
}
