// NLST.
extension FTPListEntry {
  /// Appends the line of NLST, with its ending: the name as RETR takes it (RFC 1123 §4.1.2.7).
  ///
  /// A question mark stands for CR, LF and NUL.
  ///
  /// - Parameter output: where to.
  package func appendNameLine(to output: inout [UInt8]) {
    output.append(printable: name)
    output.append(.carriageReturn)
    output.append(.lineFeed)
  }

  /// Whether the name holds what would end a line: no fact is told of such a file, and no command
  /// can name it.
  package var hasUnspeakableName: Bool {
    name.contains(where: \.breaksLines)
  }
}
