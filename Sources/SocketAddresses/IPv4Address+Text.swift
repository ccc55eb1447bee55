extension IPv4Address: LosslessStringConvertible {
  /// The address written as `a.b.c.d`.
  ///
  /// As strict as glibc's `inet_pton`: exactly four parts of ASCII decimal digits, each 0 to 255
  /// without leading zeros (`01` and `00` are refused, as other parsers take them for octal), and
  /// nothing before, between or after. The short, octal and hexadecimal forms of `inet_aton`
  /// (`127.1`, `0x7f.1`) are refused. `nil` for any other text.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    self.init(utf8: text.utf8.span)
  }

  /// The address written in the bytes of a text, by the same rules.
  ///
  /// Allocates nothing.
  public init?(utf8 text: Span<UInt8>) {
    var bits: UInt32 = 0
    var part: UInt32 = 0
    var digitsInPart = 0
    var dots = 0
    for index in text.indices {
      if let digit = decimalDigit(text[index]) {
        guard digitsInPart == 0 || part > 0 else { return nil }
        part = part * 10 + UInt32(digit)
        digitsInPart += 1
        guard part <= 255 else { return nil }
      } else {
        guard text[index] == UInt8(ascii: "."), digitsInPart > 0, dots < 3 else { return nil }
        bits = bits << 8 | part
        part = 0
        digitsInPart = 0
        dots += 1
      }
    }
    guard dots == 3, digitsInPart > 0 else { return nil }
    self.init(bits: bits << 8 | part)
  }

  /// The address written as `a.b.c.d`, as `inet_ntop` writes it.
  public var description: String {
    let octets = octets
    return "\(octets[0]).\(octets[1]).\(octets[2]).\(octets[3])"
  }
}
