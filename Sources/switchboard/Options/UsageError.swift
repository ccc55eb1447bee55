/// What the user has written cannot be used.
struct UsageError: Error, Hashable, CustomStringConvertible {
  /// Why, in one line.
  var reason: String

  init(_ reason: String) {
    self.reason = reason
  }

  var description: String { reason }
}
