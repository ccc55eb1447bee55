/// What tells one file from all others, by whatever name it is reached, as long as it exists.
package struct FileIdentity: Hashable, Comparable, Sendable {
  /// The file system.
  package var device: UInt64
  /// The file's number in it: the inode.
  package var number: UInt64

  package static func < (left: FileIdentity, right: FileIdentity) -> Bool {
    (left.device, left.number) < (right.device, right.number)
  }
}
