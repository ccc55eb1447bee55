/// How the bytes of a transfer stand for those of the file (RFC 959 §3.1.1).
package enum FTPTransferType: Hashable, Sendable, CaseIterable {
  /// `TYPE A`: text, whose lines end in CR LF on their way. A session starts with it.
  case ascii
  /// `TYPE I`, and `TYPE L 8`: the bytes of the file.
  case image
}

extension FTPTransferType {
  /// The type that an argument of TYPE asks for.
  ///
  /// - Throws: 504 for a type that is known and not offered, 501 for what is none.
  init(argument: [UInt8]) throws(FTPReply) {
    let words = argument.split(separator: .space)
    guard let name = words.first, words.count <= 2 else { throw .argumentMalformed }
    let parameter = words.count == 2 ? words[1] : nil
    if name.isWord("I"), parameter == nil {
      self = .image
    } else if name.isWord("A") {
      self = .ascii
      try Self.checkFormat(parameter)
    } else if name.isWord("L8") && parameter == nil {
      self = .image
    } else if name.isWord("L"), let parameter {
      guard let bits = parameter.decimalNumber() else { throw .argumentMalformed }
      guard bits == 8 else { throw .parameterNotImplemented }
      self = .image
    } else if name.isWord("E") {
      throw .parameterNotImplemented
    } else {
      throw .argumentMalformed
    }
  }

  /// Refuses all formats of print but `N`, which is none.
  private static func checkFormat(_ format: ArraySlice<UInt8>?) throws(FTPReply) {
    guard let format, !format.isWord("N") else { return }
    let isKnown = format.isWord("T") || format.isWord("C")
    throw isKnown ? .parameterNotImplemented : .argumentMalformed
  }
}
