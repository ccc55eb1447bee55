internal import SocketAddresses

// The PHC string format: https://github.com/P-H-C/phc-string-format, and for scrypt as passlib
// writes it. There is one text for each hash: what is written in another way is refused.
extension PasswordHash {
  /// Bytes of the longest text: two fields of 64 bytes in base64, and what stands around them.
  package static let textBytesMax = 256

  /// The hash of a PHC string; nil for all that is none, or whose parameters are not accepted.
  ///
  /// - Parameter text: the bytes of the string, which may be anything.
  package init?(utf8 text: [UInt8]) {
    guard text.count <= Self.textBytesMax else { return nil }
    let fields = text.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
    guard fields.count == 5, fields[0].isEmpty, fields[1].elementsEqual("scrypt".utf8),
      let parameters = ScryptParameters(utf8: Array(fields[2])),
      let salt = UnpaddedBase64.decode(fields[3]), Self.saltBytesRange.contains(salt.count),
      let key = UnpaddedBase64.decode(fields[4]), Self.keyBytesRange.contains(key.count)
    else { return nil }
    self.init(parameters: parameters, salt: salt, key: key)
  }

  /// The hash of a PHC string; nil for all that is none, or whose parameters are not accepted.
  package init?(_ text: String) {
    self.init(utf8: Array(text.utf8.prefix(Self.textBytesMax + 1)))
  }

  /// The PHC string, which is what is stored: it belongs into no log.
  package var text: String {
    let parameters =
      "ln=\(parameters.costLogarithm),r=\(parameters.blockSize),p=\(parameters.parallelism)"
    return "$scrypt$\(parameters)$\(UnpaddedBase64.encode(salt))$\(UnpaddedBase64.encode(key))"
  }
}

extension ScryptParameters {
  /// The parameters of `ln=15,r=8,p=1`: all three, in this order.
  fileprivate init?(utf8 text: [UInt8]) {
    let parts = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard parts.count == 3, let costLogarithm = Self.number(in: parts[0], named: "ln="),
      let blockSize = Self.number(in: parts[1], named: "r="),
      let parallelism = Self.number(in: parts[2], named: "p=")
    else { return nil }
    self.init(costLogarithm: costLogarithm, blockSize: blockSize, parallelism: parallelism)
  }

  private static func number(in part: ArraySlice<UInt8>, named name: String) -> Int? {
    guard part.starts(with: name.utf8) else { return nil }
    let digits = Array(part.dropFirst(name.utf8.count))
    return UInt8(strictDecimal: digits.span).map(Int.init)
  }
}
