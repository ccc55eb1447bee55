/// Why bytes are no reply.
package enum FTPReplyError: Error, Hashable, Sendable {
  /// A line that must begin with a code does not.
  case malformedCode
  /// A line has more bytes than this.
  case lineTooLong(limitBytes: Int)
  /// A reply has more lines than this.
  case tooManyLines(limit: Int)
  /// The lines of a reply have more bytes than this.
  case tooLong(limitBytes: Int)
}

extension FTPReplyError: CustomStringConvertible {
  /// One line: `reply of more than 10000 lines`.
  package var description: String {
    switch self {
    case .malformedCode: "reply without a code"
    case .lineTooLong(let limit): "line of a reply longer than \(limit) bytes"
    case .tooManyLines(let limit): "reply of more than \(limit) lines"
    case .tooLong(let limit): "reply longer than \(limit) bytes"
    }
  }
}
