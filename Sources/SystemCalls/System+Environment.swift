internal import Glibc

// The process's environment. Neither call can fail for a name that is one: not empty, without `=`.
extension System {
  /// getenv(3): nil where there is no such variable; bytes that are not UTF-8 are replaced.
  ///
  /// Not while another thread changes the environment.
  package static func getenv(_ name: String) -> String? {
    // SAFETY: the name lives through the call; the text it finds stays until the environment is
    // changed, which the caller rules out, and is copied at once.
    unsafe Glibc.getenv(name).map { unsafe String(cString: $0) }
  }

  /// unsetenv(3): removes a variable, if there is one.
  ///
  /// Not while another thread reads or changes the environment.
  package static func unsetenv(_ name: String) {
    // SAFETY: the name lives through the call, which only reads it.
    unsafe _ = Glibc.unsetenv(name)
  }
}
