extension Collection<UInt8> {
  /// Whether the bytes are these, ASCII letters in either case.
  ///
  /// - Parameter word: ASCII in upper case.
  /// - Returns: whether they are.
  func isWord(_ word: String) -> Bool {
    count == word.utf8.count && zip(self, word.utf8).allSatisfy { $0.uppercased == $1 }
  }

  /// The bytes as a decimal number; nil where they are none, or one beyond `maximum`.
  ///
  /// Zeros may lead: clients write them.
  func decimalNumber(max maximum: Int64 = .max) -> Int64? {
    guard !isEmpty else { return nil }
    var number: Int64 = 0
    for byte in self {
      guard let digit = byte.digit else { return nil }
      let (tens, overflows) = number.multipliedReportingOverflow(by: 10)
      guard !overflows, tens <= maximum - Int64(digit) else { return nil }
      number = tens + Int64(digit)
    }
    return number
  }

  /// The bytes as an octal mode, of which the lower twelve bits are kept: some tell the kind in the
  /// others.
  ///
  /// Nil where they are no such number.
  var octalMode: UInt16? {
    guard !isEmpty else { return nil }
    var number: UInt32 = 0
    for byte in self {
      guard let digit = byte.digit, digit < 8, number < 0o1_000_000 else { return nil }
      number = number << 3 | UInt32(digit)
    }
    return number <= 0o177_777 ? UInt16(number & 0o7_777) : nil
  }

  /// Whether they are digits, of which there is one at least.
  var areDigits: Bool {
    !isEmpty && allSatisfy { $0.digit != nil }
  }

  /// What comes before the first such byte, and what behind it; all and nil where there is none.
  func cut(at byte: UInt8) -> (head: [UInt8], rest: [UInt8]?) {
    guard let place = firstIndex(of: byte) else { return (Array(self), nil) }
    return (Array(self[..<place]), Array(self[index(after: place)...]))
  }
}

extension [UInt8] {
  /// The bytes without the spaces at both ends.
  var trimmed: [UInt8] {
    let start = firstIndex { $0 != .space } ?? endIndex
    let end = lastIndex { $0 != .space }.map { $0 + 1 } ?? start
    return Array(self[start..<end])
  }

  mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a number in decimal digits.
  ///
  /// - Parameters:
  ///   - number: any.
  ///   - width: how many bytes it has at least.
  ///   - padding: what stands before it where it has fewer.
  mutating func append(_ number: Int64, width: Int = 1, padding: UInt8 = .space) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var count = 0
    var rest = number.magnitude
    repeat {
      digits[count] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
      rest /= 10
      count += 1
    } while rest > 0
    let length = count + (number < 0 ? 1 : 0)
    for _ in 0..<Swift.max(0, width - length) { append(padding) }
    if number < 0 { append(.hyphen) }
    for place in (0..<count).reversed() { append(digits[place]) }
  }

  /// Appends a number from 0 to 99 in two digits.
  mutating func append(twoDigits number: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10 % 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  /// Appends a name as it may stand in a line: a question mark for each byte that would end it.
  mutating func append(printable name: [UInt8]) {
    guard name.contains(where: \.breaksLines) else {
      self += name
      return
    }
    for byte in name { append(byte.breaksLines ? .questionMark : byte) }
  }
}
