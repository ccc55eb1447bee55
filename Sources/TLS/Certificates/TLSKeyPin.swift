/// The SHA-256 digest of a certificate's public key, by which a peer is known whoever has signed
/// for it: of its `SubjectPublicKeyInfo`, as in RFC 7469, section 2.4.
///
/// `openssl x509 -pubkey -noout -in FILE | openssl pkey -pubin -outform der | sha256sum` prints it.
public struct TLSKeyPin: Hashable, Sendable {
  /// The digest: 32 bytes.
  public let sha256: [UInt8]

  /// A digest that is known already; nil unless it has 32 bytes.
  public init?(sha256: [UInt8]) {
    guard sha256.count == 32 else { return nil }
    self.sha256 = sha256
  }

  /// A digest as 64 hexadecimal digits, in either case, with or without colons; nil for other text.
  public init?(hexadecimal text: String) {
    let digits = text.utf8.filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = TLSKeyPin.value(of: digits[index]),
        let low = TLSKeyPin.value(of: digits[index + 1])
      else { return nil }
      bytes.append(high << 4 | low)
    }
    sha256 = bytes
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension TLSKeyPin: CustomStringConvertible {
  /// The digest as 64 hexadecimal digits.
  public var description: String { sha256.hexadecimal }
}

extension [UInt8] {
  /// Two digits for each byte.
  var hexadecimal: String {
    let digits = [UInt8]("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }
}
