/// What an account may do where in its home: for the whole of it, and for what lies beneath certain
/// paths.
package struct AccessRules: Hashable, Sendable {
  /// Permissions beneath a path.
  package struct PathRule: Hashable, Sendable {
    /// The path, by its components, from the home on; none is the home itself.
    package var path: [[UInt8]]
    /// What holds for the path and all beneath it.
    package var permissions: Permissions

    /// A rule for a path.
    package init(_ path: [[UInt8]], _ permissions: Permissions) {
      self.path = path
      self.permissions = permissions
    }
  }

  /// What holds where no rule does.
  package var permissions: Permissions
  /// The rules; of those that hold at a path the longest counts.
  package var rules: [PathRule]

  /// Rules for a home.
  package init(_ permissions: Permissions, rules: [PathRule] = []) {
    self.permissions = permissions
    self.rules = rules
  }

  /// What may be done at a path.
  ///
  /// - Parameter path: its components, from the home on, without `.` and `..`.
  /// - Returns: what the longest rule that holds there says, else what holds for the home.
  package func permissions(at path: [[UInt8]]) -> Permissions {
    var longest: PathRule?
    for rule in rules where path.starts(with: rule.path) {
      if rule.path.count >= longest?.path.count ?? 0 { longest = rule }
    }
    return longest?.permissions ?? permissions
  }
}
