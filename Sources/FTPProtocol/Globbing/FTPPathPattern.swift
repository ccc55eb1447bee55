/// A path whose last part may be a pattern.
package struct FTPPathPattern: Hashable, Sendable {
  /// What stands before the last part, its slash included; empty for the current directory.
  package let directory: [UInt8]
  /// The last part.
  package let last: [UInt8]

  /// The parts of a path.
  ///
  /// Stars before its last slash mean nothing: `*/../*/..` would be endless.
  package init(_ path: [UInt8]) {
    let split = path.lastIndex(of: .slash).map { $0 + 1 } ?? 0
    directory = Array(path[..<split])
    last = Array(path[split...])
  }

  /// Whether the last part is a pattern.
  package var isPattern: Bool { FTPGlob.isPattern(last) }
}
