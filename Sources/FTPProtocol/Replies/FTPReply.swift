/// A reply: a code, and lines of text (RFC 959 §4.2).
///
/// The text may be bytes of a peer, and may hold anything: what it is written as holds no line but
/// its own. It is an error where it says why something is no command.
package struct FTPReply: Error, Hashable, Sendable {
  /// The number that says what became of the command.
  package let code: FTPReplyCode

  /// The text behind the code; at least a line, which may be empty.
  package let lines: [[UInt8]]

  /// A reply of a line.
  package init(_ code: FTPReplyCode, _ text: String) {
    self.init(code, lines: [Array(text.utf8)])
  }

  /// A reply of a line, or of several.
  ///
  /// - Parameters:
  ///   - code: the number.
  ///   - lines: the first, those between, the last; none is an empty line. Those between are
  ///     written with a space before each.
  package init(_ code: FTPReplyCode, lines: [[UInt8]]) {
    self.code = code
    self.lines = lines.isEmpty ? [[]] : lines
  }

  /// A reply of several lines.
  package init(_ code: FTPReplyCode, first: String, inner: [[UInt8]], last: String) {
    self.init(code, lines: [Array(first.utf8)] + inner + [Array(last.utf8)])
  }

  /// The first line as text, for logs: what is not UTF-8 in it is replaced.
  package var text: String {
    String(decoding: lines[0], as: UTF8.self)
  }
}

extension FTPReply: CustomStringConvertible {
  /// The code and the first line: `530 Please log in with USER and PASS`.
  package var description: String { "\(code) \(text)" }
}
