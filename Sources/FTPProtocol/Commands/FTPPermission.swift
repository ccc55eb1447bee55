/// What an account must be allowed for a command.
package enum FTPPermission: Hashable, Sendable, CaseIterable {
  /// To see names.
  case list
  /// To see size and time of a file whose name is known: to list, to read, or to continue an
  /// upload.
  case inspect
  /// To read files.
  case read
  /// To create a file or to overwrite one, whichever the command turns out to do.
  case store
  /// To append to a file or to create one, whichever the command turns out to do.
  case append
  /// To delete files.
  case delete
  /// To rename.
  case rename
  /// To make directories.
  case makeDirectory
  /// To remove directories.
  case removeDirectory
  /// To set the mode of a file.
  case setMode
  /// To set the time of a file.
  case setTime
}
