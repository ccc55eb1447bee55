/// Which paths are mirrored: rules in an order, of which the first that is of a path decides.
///
/// What no rule is of is mirrored. What is in a folder that is left out is left out too.
struct PathFilter: Hashable, Sendable {
  /// How many rules there can be.
  static let rulesMax = 1000

  /// One of them.
  struct Rule: Hashable, Sendable {
    var pattern: GlobPattern
    /// Whether the paths are mirrored, or left out.
    var includes: Bool
  }

  var rules: [Rule] = []

  /// Whether a path is mirrored, if the folder that it is in is.
  ///
  /// - Parameters:
  ///   - path: from the folder that is mirrored on.
  ///   - isFolder: whether it is of a folder.
  /// - Returns: whether it is.
  func takes(_ path: [UInt8], isFolder: Bool) -> Bool {
    rules.first { $0.pattern.matches(path, isFolder: isFolder) }?.includes ?? true
  }
}
