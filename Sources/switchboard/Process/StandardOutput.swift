import SystemCalls

/// Standard output, written at once.
enum StandardOutput {
  /// Writes a line, or several.
  ///
  /// Where the reader has gone, as `head` does, that is no error: nobody wants to know.
  static func write(line: String) throws(OutputError) {
    do throws(Errno) {
      try System.write(line + "\n", to: .output)
    } catch {
      guard error != .brokenPipe else { return }
      throw OutputError(cause: error.description)
    }
  }
}

/// Standard output could not be written.
struct OutputError: Error, CustomStringConvertible {
  /// The system's words.
  var cause: String

  var description: String { "write standard output: \(cause)" }
}
