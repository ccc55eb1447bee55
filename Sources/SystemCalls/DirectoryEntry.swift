/// A name in a directory, and what getdents64(2) says of it.
package struct DirectoryEntry: Hashable, Sendable {
  /// 1–255 bytes without NUL and `/`; any others.
  package var name: [UInt8]
  /// What it is; nil where the file system does not tell without being asked.
  package var kind: FileKind?
  /// The file's number: the inode.
  package var number: UInt64
}
