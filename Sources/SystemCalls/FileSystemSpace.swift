/// How full a file system is: `struct statvfs`.
package struct FileSystemSpace: Hashable, Sendable {
  /// All of it, in bytes.
  package var capacity: Int64
  /// What an ordinary user can still write, in bytes.
  package var available: Int64
  /// How many files an ordinary user can still make; 0 too where the file system does not count.
  package var availableFiles: Int64
  /// Whether nothing can be written to it.
  package var isReadOnly: Bool
}
