// The bytes that the protocol is written in. Texts of peers are bytes and stay so: they need not be
// UTF-8, and two that Unicode takes for equal are two names.
extension UInt8 {
  static let nul: UInt8 = 0
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quotationMark = UInt8(ascii: "\"")
  static let questionMark = UInt8(ascii: "?")
  static let comma = UInt8(ascii: ",")
  static let hyphen = UInt8(ascii: "-")
  static let period = UInt8(ascii: ".")
  static let slash = UInt8(ascii: "/")
  static let semicolon = UInt8(ascii: ";")
  static let equalsSign = UInt8(ascii: "=")

  /// The value of a decimal digit; nil for any other byte.
  var digit: Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int(self) - 48 : nil
  }

  var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  /// The letter in upper case, any other byte as it is.
  var uppercased: UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) ? self & ~0x20 : self
  }

  /// Whether the byte would end a line or a name for one who reads it.
  var breaksLines: Bool {
    self == .lineFeed || self == .carriageReturn || self == .nul
  }
}
