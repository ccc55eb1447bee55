import Foundation

/// What this machine is called.
enum MachineName {
  /// The host's name as the kernel has it, no name server is asked; nil where it is no name that a
  /// certificate can have.
  static var current: String? {
    let text = try? String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
    return text.map { $0.trimmingCharacters(in: .newlines) }.flatMap { isName($0) ? $0 : nil }
  }

  /// Bytes of the longest name (RFC 1035, section 2.3.4).
  static let bytesMax = 253
  /// Bytes of the longest label of one.
  static let labelBytesMax = 63

  /// Whether a text is a name of a host: labels of letters, digits and inner hyphens.
  static func isName(_ text: String) -> Bool {
    guard (1...bytesMax).contains(text.utf8.count) else { return false }
    return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { label in
        (1...labelBytesMax).contains(label.count) && label.allSatisfy(isLabelByte)
          && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
      }
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
