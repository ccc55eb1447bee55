import SystemCalls

/// Something in the data folder cannot be opened or made.
struct FolderError: Error, Hashable, CustomStringConvertible {
  /// Where.
  var path: String
  /// What was tried: `make file`.
  var operation: String
  /// Why it failed.
  var cause: Errno

  var description: String { "\(operation) \(path): \(cause)" }
}
