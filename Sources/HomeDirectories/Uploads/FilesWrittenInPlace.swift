internal import Synchronization
internal import SystemCalls

/// Files that uploads of this process write to while others see them.
///
/// Who ends the last name of such a file does not know how large it becomes: the upload counts it,
/// and tells at its end that all of it is free.
final class FilesWrittenInPlace: Sendable {
  static let shared = FilesWrittenInPlace()

  /// Whether each has lost its last name.
  private let files = Mutex<[FileIdentity: Bool]>([:])

  /// Notes that an upload begins, which has the file's lock; the directory's is held.
  func begin(_ file: FileIdentity) {
    files.withLock { $0[file] = false }
  }

  /// Notes that an upload ends, which still has the file's lock.
  ///
  /// - Returns: whether the file has lost its last name meanwhile.
  func end(_ file: FileIdentity) -> Bool {
    files.withLock { $0.removeValue(forKey: file) } ?? false
  }

  /// Notes that a file has lost its last name.
  ///
  /// - Returns: whether an upload writes to it, and will tell what is free then.
  func isWritten(whenRemoved file: FileIdentity) -> Bool {
    files.withLock { files in
      guard files[file] != nil else { return false }
      files[file] = true
      return true
    }
  }
}
