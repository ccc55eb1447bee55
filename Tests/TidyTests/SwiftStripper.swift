/// Blanks out what is not code in Swift text, so that a simple search finds only code.
///
/// Every byte of a comment, of a string's contents or of a name in backticks becomes a blank; line
/// breaks stay, so that line numbers and columns hold. What is interpolated into a string is code
/// and stays. Regex literals are known in their form `#/…/#` only, which is the one used here.
struct SwiftStripper {
  private let bytes: [UInt8]
  private var output: [UInt8]
  private var position = 0

  /// The text with all that is not code blanked out.
  static func strip(_ text: String) -> String {
    var stripper = SwiftStripper(bytes: Array(text.utf8))
    stripper.code(untilParenthesis: false)
    return String(decoding: stripper.output, as: UTF8.self)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    output = bytes
  }

  /// Goes over code, to the end or to the parenthesis that closes an interpolation.
  private mutating func code(untilParenthesis: Bool) {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "/"):
        slash()
      case UInt8(ascii: "`"):
        position += 1
        blank(until: UInt8(ascii: "`"))
        position = min(position + 1, bytes.count)
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        if let pounds = poundsBeforeLiteral() { literal(pounds) } else { position += 1 }
      case UInt8(ascii: ")") where untilParenthesis && depth == 0:
        return
      case let byte:
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        position += 1
      }
    }
  }

  /// A comment of either kind, or a slash that is none.
  private mutating func slash() {
    if starts(with: "//") {
      blank(until: UInt8(ascii: "\n"))
    } else if starts(with: "/*") {
      blockComment()
    } else {
      position += 1
    }
  }

  /// A block comment, which may hold others.
  private mutating func blockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        blankOne()
      } else if starts(with: "*/") {
        depth -= 1
        blankOne()
      }
      blankOne()
    } while depth > 0 && position < bytes.count
  }

  /// How many `#` come before the string or regex literal that starts here; nil if none does.
  private func poundsBeforeLiteral() -> Int? {
    let pounds = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
    guard position + pounds < bytes.count else { return nil }
    let next = bytes[position + pounds]
    let isRegex = pounds > 0 && next == UInt8(ascii: "/")
    return next == UInt8(ascii: "\"") || isRegex ? pounds : nil
  }

  /// A string or regex literal that starts with so many `#`.
  private mutating func literal(_ pounds: Int) {
    let fence = String(repeating: "#", count: pounds)
    position += pounds
    var quote = starts(with: "/") ? "/" : "\""
    if starts(with: "\"\"\"") { quote = "\"\"\"" }
    position += quote.utf8.count
    while position < bytes.count, !starts(with: quote + fence) {
      if quote == "\"", starts(with: "\n") { return }
      if quote != "/", starts(with: "\\" + fence + "(") {
        position += pounds + 2
        code(untilParenthesis: true)
        position = min(position + 1, bytes.count)
      } else if pounds == 0, starts(with: "\\") {
        blankOne()
        blankOne()
      } else {
        blankOne()
      }
    }
    position = min(position + quote.utf8.count + pounds, bytes.count)
  }

  private func starts(with text: String) -> Bool {
    bytes[position...].starts(with: text.utf8)
  }

  private mutating func blank(until end: UInt8) {
    while position < bytes.count, bytes[position] != end { blankOne() }
  }

  private mutating func blankOne() {
    guard position < bytes.count else { return }
    if bytes[position] != UInt8(ascii: "\n") { output[position] = UInt8(ascii: " ") }
    position += 1
  }
}
