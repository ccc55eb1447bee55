/// A rule as an administrator writes it: `/pub/incoming=upload-only`.
///
/// In the path `%` and two hexadecimal digits stand for a byte. Control characters, `%`, `=` and
/// bytes that are not ASCII are written so; all others may be.
extension AccessRules.PathRule: LosslessStringConvertible {
  /// The rule of a text; nil for all that is none.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let sign = bytes.lastIndex(of: UInt8(ascii: "=")), bytes.first == UInt8(ascii: "/"),
      let permissions = Permissions(String(decoding: bytes[(sign + 1)...], as: UTF8.self)),
      let path = Self.components(of: bytes[..<sign])
    else { return nil }
    self.init(path, permissions)
    guard isValid else { return nil }
  }

  /// The text that gives the rule again.
  package var description: String {
    let path = path.map { "/" + Self.escaped($0) }.joined()
    return (path.isEmpty ? "/" : path) + "=" + permissions.description
  }

  /// Bytes of a component: what file systems allow (`NAME_MAX`).
  package static let componentBytesMax = 255
  /// Bytes of a path, as the kernel takes it (`PATH_MAX`).
  package static let pathBytesMax = 4_096

  /// Whether a path in a home can have these components.
  package var isValid: Bool {
    let dot = UInt8(ascii: ".")
    let isPath = path.allSatisfy { component in
      (1...Self.componentBytesMax).contains(component.count)
        && !component.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
        && component != [dot] && component != [dot, dot]
    }
    return isPath && path.reduce(0) { $0 + $1.count + 1 } <= Self.pathBytesMax
  }

  private static func components(of text: ArraySlice<UInt8>) -> [[UInt8]]? {
    var result: [[UInt8]] = []
    for part in text.split(separator: UInt8(ascii: "/")) {
      guard let component = unescaped(part) else { return nil }
      result.append(component)
    }
    return result
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      guard let high = rest.popFirst(), let low = rest.popFirst(),
        let value = UInt8(hexadecimal: high, low)
      else { return nil }
      result.append(value)
    }
    return result
  }

  private static func escaped(_ component: [UInt8]) -> String {
    let isPlain = { (byte: UInt8) in
      (0x20...0x7e).contains(byte) && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "=")
    }
    return component.reduce(into: "") { text, byte in
      text += isPlain(byte) ? String(UnicodeScalar(byte)) : "%" + byte.hexadecimal
    }
  }
}

extension UInt8 {
  /// The byte of two hexadecimal digits of either case; nil if they are none.
  fileprivate init?(hexadecimal high: UInt8, _ low: UInt8) {
    guard let high = Self.value(ofDigit: high), let low = Self.value(ofDigit: low) else {
      return nil
    }
    self = high << 4 | low
  }

  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }

  private static func value(ofDigit byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
