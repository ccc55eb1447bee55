/// What OPTS sets (RFC 2389 §4).
package enum FTPOption: Hashable, Sendable {
  /// `OPTS UTF8 ON`: names are UTF-8, as they are without it.
  case utf8
  /// `OPTS MLST`: which facts are told.
  case facts(FTPFactSelection)
}

extension FTPOption {
  /// The option in an argument.
  ///
  /// - Throws: 504 for `UTF8 OFF`, 501 for anything else that is none.
  init(argument: [UInt8]) throws(FTPReply) {
    let (name, rest) = argument.cut(at: .space)
    let value = rest ?? []
    if name.isWord("UTF8") || name.isWord("UTF-8") {
      guard !value.trimmed.isWord("OFF") else { throw .parameterNotImplemented }
      guard value.trimmed.isEmpty || value.trimmed.isWord("ON") else { throw .argumentMalformed }
      self = .utf8
    } else if name.isWord("MLST") {
      guard let selection = FTPFactSelection(list: value) else { throw .argumentMalformed }
      self = .facts(selection)
    } else {
      throw .argumentMalformed
    }
  }
}
