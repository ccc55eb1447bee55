/// Where a line of a log goes.
enum LogTarget: Hashable, Sendable {
  case standardError
  /// A file, by its absolute path; it is made where it is missing.
  case file(String)
}
