internal import Glibc

// Standard streams that may be terminals.
extension System {
  /// isatty(3): whether a standard stream is a terminal.
  package static func isTerminal(_ stream: StandardStream) -> Bool {
    isatty(stream.rawValue) == 1
  }

  /// tcgetattr(3): how the terminal of a standard stream treats what is typed.
  ///
  /// - Throws: `ENOTTY` where the stream is no terminal, `EBADF` where it is closed.
  package static func getTerminalMode(
    _ stream: StandardStream
  ) throws(Errno) -> TerminalMode {
    var result = TerminalMode()
    // SAFETY: the call fills one `struct termios`, which lives in this frame.
    try invoke(.tcgetattr) { _ in unsafe Int(tcgetattr(stream.rawValue, &result.mode)) }
    return result
  }

  /// tcsetattr(3) with `TCSAFLUSH`: what was typed and not read before is thrown away.
  ///
  /// - Throws: as `getTerminalMode`.
  package static func setTerminalMode(
    _ stream: StandardStream,
    _ mode: TerminalMode
  ) throws(Errno) {
    var mode = mode.mode
    // SAFETY: the call reads one `struct termios`, which lives in this frame.
    try invoke(.tcsetattr) { _ in unsafe Int(tcsetattr(stream.rawValue, TCSAFLUSH, &mode)) }
  }

  /// read(2) of a standard stream: the next bytes, none at its end.
  ///
  /// Blocks until there are some.
  ///
  /// - Parameters:
  ///   - stream: where from; of a terminal, a line.
  ///   - bytesMax: how many at most, at least 1.
  /// - Returns: what came.
  /// - Throws: all that read(2) names.
  package static func read(
    from stream: StandardStream,
    bytesMax: Int
  ) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    var span = bytes.mutableSpan
    let count = try unsafe span.withUnsafeMutableBytes { buffer throws(Errno) in
      try invoke(.read, upTo: buffer.count) { count in
        // SAFETY: the kernel writes at most `count` bytes, and `count` never exceeds the array's.
        unsafe Glibc.read(stream.rawValue, buffer.baseAddress, count)
      }
    }
    return Array(bytes.prefix(count))
  }
}
