/// What takes room in a home: a whole tree, or what an operation has freed.
package struct HomeUsage: Hashable, Sendable {
  /// The sizes of the regular files.
  package var bytes: Int64 = 0
  /// The regular files, parts among them.
  package var files: Int64 = 0
  /// The directories, without the one that was asked for.
  package var directories: Int64 = 0

  /// Nothing.
  package static let none = HomeUsage()

  /// Some room.
  package init(bytes: Int64 = 0, files: Int64 = 0, directories: Int64 = 0) {
    self.bytes = bytes
    self.files = files
    self.directories = directories
  }

  /// The room of both.
  package static func + (left: HomeUsage, right: HomeUsage) -> HomeUsage {
    HomeUsage(
      bytes: left.bytes.addingReportingOverflow(right.bytes).partialValue,
      files: left.files + right.files,
      directories: left.directories + right.directories
    )
  }
}
