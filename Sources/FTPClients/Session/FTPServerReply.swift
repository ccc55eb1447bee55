internal import FTPProtocol

/// What a server has answered: a code, and lines of text (RFC 959 §4.2).
public struct FTPServerReply: Hashable, Sendable {
  /// The number, from 100 to 599.
  ///
  /// Its first digit says what became of the command: 2 done, 3 go on, 4 not now, 5 no.
  public let code: Int

  /// The text, at least a line: the first and the last without the code, those between as they
  /// came.
  public let lines: [[UInt8]]

  init(_ reply: FTPReply) {
    code = reply.code.number
    lines = reply.lines
  }

  /// Whether the command has done what it should: 2xx.
  public var isSuccess: Bool { code / 100 == 2 }

  /// The text in one line, with nothing in it that commands a terminal.
  public var text: String {
    lines.map { printable($0) }.joined(separator: " ")
  }
}

extension FTPServerReply: CustomStringConvertible {
  /// One line: `550 No such file or directory`.
  public var description: String { "\(code) \(text)" }
}
