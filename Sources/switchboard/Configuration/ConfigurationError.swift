/// What is wrong with a configuration, in one line.
struct ConfigurationError: Error, Hashable, CustomStringConvertible {
  /// File, line and cause: `FILE:LINE: unknown key "prot", did you mean "port"?`.
  var description: String
}
