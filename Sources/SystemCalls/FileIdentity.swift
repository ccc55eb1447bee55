/// Which file a path leads to.
///
/// Two that are equal are of the same file, as long as that exists.
package struct FileIdentity: Hashable, Sendable {
  /// The file system.
  package var device: UInt64
  /// The file's number in it.
  package var number: UInt64
  /// Whether it is a socket.
  package var isSocket: Bool
}
