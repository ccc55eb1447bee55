/// A function, initialiser, subscript or computed property that has a body.
struct ScannedFunction: Equatable {
  /// The lines from the declaration's keyword to the brace that closes its body, counted from 0.
  var lines: ClosedRange<Int>
}

/// Finds the declarations with bodies in Swift code by matching braces.
///
/// It reads code from which comments and strings are blanked out, and no grammar: a declaration is
/// a keyword, a head and the first brace outside of parentheses. That holds for formatted code.
struct FunctionScanner {
  private static let keywords: Set<String> = ["deinit", "func", "init", "subscript", "var"]
  /// How a line goes on with the head that the line before began.
  private static let continuations = ["{", "(", ")", "->", "async", "rethrows", "throws", "where"]

  private let bytes: [UInt8]
  /// The number of the line that each byte is on, counted from 0.
  private let lineNumbers: [Int]

  /// All of them, in the order of their keywords; one within another comes after it.
  static func functions(in code: [String]) -> [ScannedFunction] {
    FunctionScanner(code).functions()
  }

  private init(_ code: [String]) {
    bytes = Array(code.joined(separator: "\n").utf8)
    var number = 0
    lineNumbers = bytes.map { byte in
      defer { number += byte == UInt8(ascii: "\n") ? 1 : 0 }
      return number
    }
  }

  private func functions() -> [ScannedFunction] {
    var found: [ScannedFunction] = []
    var position = 0
    while position < bytes.count {
      let end = endOfWord(from: position)
      guard end > position else {
        position += 1
        continue
      }
      let word = String(decoding: bytes[position..<end], as: UTF8.self)
      if Self.keywords.contains(word), declares(word, at: position),
        let open = bodyOpening(from: end), let close = closing(of: open)
      {
        found.append(ScannedFunction(lines: lineNumbers[position]...lineNumbers[close]))
      }
      position = end
    }
    return found
  }

  /// Whether the keyword begins a declaration, and is no call, reference or binding.
  private func declares(_ word: String, at position: Int) -> Bool {
    var before = position
    while before > 0, bytes[before - 1] == UInt8(ascii: " ") { before -= 1 }
    if before > 0, [UInt8(ascii: "."), UInt8(ascii: ",")].contains(bytes[before - 1]) {
      return false
    }
    guard word == "var" else { return true }
    var start = before
    while start > 0, isWord(bytes[start - 1]) { start -= 1 }
    let previous = String(decoding: bytes[start..<before], as: UTF8.self)
    return !["case", "for", "guard", "if", "while"].contains(previous)
  }

  /// The brace that opens the body of the declaration whose head goes on here; nil without a body.
  private func bodyOpening(from start: Int) -> Int? {
    var depth = 0
    for position in start..<bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "{") where depth == 0: return position
      case UInt8(ascii: "}") where depth == 0: return nil
      case UInt8(ascii: "=") where depth == 0 && isAssignment(position): return nil
      case UInt8(ascii: "\n") where depth == 0 && !headGoesOn(after: position): return nil
      default: break
      }
      if depth < 0 { return nil }
    }
    return nil
  }

  /// Whether the equals sign stands alone, so that it is part of no operator and no requirement.
  private func isAssignment(_ position: Int) -> Bool {
    bytes[position - 1] == UInt8(ascii: " ")
      && position + 1 < bytes.count && bytes[position + 1] != UInt8(ascii: "=")
  }

  private func headGoesOn(after newline: Int) -> Bool {
    let rest = bytes[(newline + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    return Self.continuations.contains { rest.starts(with: $0.utf8) }
      || endsInComma(before: newline)
  }

  /// Whether the line that ends here has a requirement of a `where` clause after which more follow.
  private func endsInComma(before newline: Int) -> Bool {
    bytes[..<newline].last { $0 != UInt8(ascii: " ") } == UInt8(ascii: ",")
  }

  private func closing(of open: Int) -> Int? {
    var depth = 0
    for position in open..<bytes.count {
      if bytes[position] == UInt8(ascii: "{") { depth += 1 }
      if bytes[position] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return position }
    }
    return nil
  }

  private func endOfWord(from start: Int) -> Int {
    var end = start
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    return end
  }

  private func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }
}
