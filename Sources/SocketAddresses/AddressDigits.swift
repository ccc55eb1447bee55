extension FixedWidthInteger where Self: UnsignedInteger {
  /// The number written in decimal ASCII digits, in its only form: no sign, no space, no leading
  /// zero, at least one digit.
  ///
  /// `nil` for any other text and for a number that does not fit.
  ///
  /// The standard library's initialiser is not used since it takes `+80` and `0080`.
  package init?(strictDecimal text: Span<UInt8>) {
    guard !text.isEmpty, text.count == 1 || text[0] != UInt8(ascii: "0") else { return nil }
    var value: Self = 0
    for index in text.indices {
      guard let digit = decimalDigit(text[index]) else { return nil }
      let (shifted, overflowsShifted) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsSum) = shifted.addingReportingOverflow(Self(digit))
      guard !overflowsShifted, !overflowsSum else { return nil }
      value = sum
    }
    self = value
  }
}

/// The value of an ASCII decimal digit, `nil` for any other byte.
func decimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  default: nil
  }
}

/// The value of an ASCII hexadecimal digit of either case, `nil` for any other byte.
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

/// A byte as two lower-case hexadecimal digits.
func hexadecimalText(_ byte: UInt8) -> String {
  (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
}
