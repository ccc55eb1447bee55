internal import CPlatform
internal import Glibc

/// How a file is opened: `O_*` of open(2).
///
/// `O_CLOEXEC` is always added.
package struct OpenFlags: OptionSet, Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// `O_RDONLY`, which is what holds without another of the three.
  package static let readOnly: OpenFlags = []
  /// `O_WRONLY`.
  package static let writeOnly = OpenFlags(rawValue: O_WRONLY)
  /// `O_RDWR`.
  package static let readWrite = OpenFlags(rawValue: O_RDWR)
  /// `O_CREAT`: makes the file where there is none.
  package static let create = OpenFlags(rawValue: O_CREAT)
  /// `O_APPEND`: each write goes to the end.
  package static let append = OpenFlags(rawValue: O_APPEND)
  /// `O_EXCL`, with `create`: fails where there is something, a symbolic link too.
  package static let exclusive = OpenFlags(rawValue: O_EXCL)
  /// `O_DIRECTORY`: fails where it is no directory.
  package static let directory = OpenFlags(rawValue: O_DIRECTORY)
  /// `O_NOFOLLOW`: a last symbolic link is not followed.
  package static let noFollow = OpenFlags(rawValue: O_NOFOLLOW)
  /// `O_NONBLOCK`: opening waits for nobody, as it would for the other end of a FIFO.
  package static let nonBlocking = OpenFlags(rawValue: O_NONBLOCK)
  /// `O_NOCTTY`: a terminal does not become the process's.
  package static let noControllingTerminal = OpenFlags(rawValue: O_NOCTTY)
  /// `O_PATH`: only a place in the tree, for calls that begin there; nothing is read or written,
  /// and only the way to it asks for permissions.
  package static let path = OpenFlags(rawValue: Int32(CPLATFORM_O_PATH))
}
