/// How a home makes files and directories.
package struct HomeSettings: Hashable, Sendable {
  /// The permission bits of new files, 0…0777; a file that is replaced leaves its own.
  package var fileMode: UInt16 = 0o644
  /// The permission bits of new directories, 0…0777, less the process's umask.
  package var directoryMode: UInt16 = 0o755
  /// Whether an upload is on the disk (fsync(2)) before it counts as complete.
  ///
  /// Off by default: it costs milliseconds a file, and without it a file is whole or absent after a
  /// crash of the server, though not of the machine.
  package var isSynchronous = false

  /// The settings that hold by default.
  package init() {}
}
