/// Which release of the tool this is.
enum ToolVersion {
  /// By semantic versioning; before 1.0 a minor version may break.
  ///
  /// Packages take their version from here.
  static let current = "0.1.0"
}
