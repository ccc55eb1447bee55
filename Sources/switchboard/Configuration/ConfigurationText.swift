/// The commented file.
enum ConfigurationText {
  static let all = "# The configuration of `switchboard serve`.\n"
}
