// Names of Unix sockets are any bytes; in text, those that would spoil a line are written `\xHH`.

extension [UInt8] {
  /// The bytes that an escaped text stands for, `nil` if a backslash is used in any other way than
  /// `\\` and `\xHH`.
  init?(escapedName text: Span<UInt8>) {
    self = []
    var index = 0
    while index < text.count {
      if text[index] != UInt8(ascii: "\\") {
        append(text[index])
        index += 1
      } else {
        guard let (byte, length) = unescape(text.extracting(droppingFirst: index)) else {
          return nil
        }
        append(byte)
        index += length
      }
    }
  }

  /// The bytes as text on one line, which ``init(escapedName:)`` turns into the same bytes.
  var escapedName: String {
    guard let text = String(validating: self, as: UTF8.self) else {
      return map { $0 < 0x80 ? Unicode.Scalar($0).escapedInName : escape($0) }.joined()
    }
    return text.unicodeScalars.map(\.escapedInName).joined()
  }
}

extension Unicode.Scalar {
  /// The character itself, or its bytes escaped if it could break or forge a line.
  fileprivate var escapedInName: String {
    if self == "\\" { return #"\\"# }
    return isPrintable ? String(Character(self)) : String(self).utf8.map(escape).joined()
  }

  /// Whether the character shows in a line and leaves the rest of the line alone.
  private var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}

private func escape(_ byte: UInt8) -> String {
  #"\x"# + hexadecimalText(byte)
}

/// The byte that an escape at the start of the text stands for, and the number of bytes it takes.
private func unescape(_ text: Span<UInt8>) -> (byte: UInt8, length: Int)? {
  guard text.count >= 2 else { return nil }
  if text[1] == UInt8(ascii: "\\") {
    return (text[1], 2)
  }
  guard text[1] == UInt8(ascii: "x"), text.count >= 4,
    let high = hexadecimalDigit(text[2]),
    let low = hexadecimalDigit(text[3])
  else { return nil }
  return (high << 4 | low, 4)
}
