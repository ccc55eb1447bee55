/// A flag in the environment: `true` or `false`, `1` or `0`.
enum BooleanText {
  /// Reads a flag.
  ///
  /// - Throws: `UsageError` for any other text.
  static func read(_ text: String) throws(UsageError) -> Bool {
    switch text {
    case "true", "1": true
    case "false", "0": false
    default: throw UsageError("neither true nor false")
    }
  }
}
