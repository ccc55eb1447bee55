/// A path on a server, or a name of its listings: bytes, as the server has them.
///
/// Servers of today take them as UTF-8 (RFC 2640), which a literal and a `String` are turned into;
/// the names of old ones may be anything else, and come back to them unharmed. Two paths are the
/// same if their bytes are: `é` composed and `é` decomposed are two names.
///
/// A relative path begins in the session's current directory, and the empty one is that directory,
/// where an operation takes it. What holds CR, LF or NUL can be no path of FTP: operations throw
/// `.unusableArgument`.
public struct FTPPath: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The bytes.
  public let bytes: [UInt8]

  /// A path of these bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A path of a text, in UTF-8.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// A path of a text, in UTF-8.
  public init(stringLiteral text: String) {
    self.init(text)
  }

  /// The bytes as text: what is not UTF-8 in them is replaced by U+FFFD.
  ///
  /// For messages take `description`: a name may hold what forges lines or commands a terminal.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether there are no bytes.
  public var isEmpty: Bool { bytes.isEmpty }

  /// What lies behind the last slash; all of it where there is none.
  ///
  /// Slashes at the end do not count: that of `a/b/` is `b`. That of `/` is empty.
  public var lastComponent: FTPPath {
    let end = bytes.lastIndex { $0 != Self.slash }.map { $0 + 1 } ?? 0
    let start = bytes[..<end].lastIndex(of: Self.slash).map { $0 + 1 } ?? 0
    return FTPPath(bytes: Array(bytes[start..<end]))
  }

  /// A path of this one, a slash where it has none at its end, and a name; the name alone where
  /// this is empty.
  public func appending(_ name: FTPPath) -> FTPPath {
    let needsSlash = !bytes.isEmpty && bytes.last != Self.slash
    return FTPPath(bytes: bytes + (needsSlash ? [Self.slash] : []) + name.bytes)
  }

  /// Whether it names something in the directory that it was listed in, and nothing elsewhere: it
  /// is not empty, neither `.` nor `..`, and holds no slash, NUL, CR or LF.
  public var isPlainName: Bool {
    !bytes.isEmpty && bytes != Self.dot && bytes != Self.dot + Self.dot
      && !bytes.contains { $0 == Self.slash || Self.breaksLines($0) }
  }

  /// Whether it can be sent.
  var isSendable: Bool { !bytes.contains(where: Self.breaksLines) }

  static let slash = UInt8(ascii: "/")
  static let dot = [UInt8(ascii: ".")]

  private static func breaksLines(_ byte: UInt8) -> Bool {
    byte == 0 || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

extension FTPPath: CustomStringConvertible {
  /// One line: control characters and what is not UTF-8 are escaped (`\x1B`).
  public var description: String { printable(bytes) }
}

/// Bytes of a server as text of one line, in which nothing commands a terminal.
func printable(_ bytes: [UInt8]) -> String {
  guard let text = String(validating: bytes, as: UTF8.self) else {
    return bytes.map { $0 < 0x80 ? printable(Unicode.Scalar($0)) : escaped($0) }.joined()
  }
  return text.unicodeScalars.map(printable).joined()
}

private func printable(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator:
    String(scalar).utf8.map(escaped).joined()
  default: String(Character(scalar))
  }
}

private func escaped(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return #"\x"# + (digits.utf8.count == 1 ? "0" : "") + digits
}
