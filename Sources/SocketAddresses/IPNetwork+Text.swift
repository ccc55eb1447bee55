extension IPNetwork: LosslessStringConvertible {
  /// The network written as `ADDRESS/LENGTH`, or as an address alone, which is a network of one.
  ///
  /// The address follows the rules of ``IPAddress/init(_:)``; the length is decimal digits without
  /// sign and leading zeros. `nil` for any other text, for a length that the family does not have,
  /// and for an address with bits set after the prefix (`10.1.2.3/8`).
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    self.init(utf8: text.utf8.span)
  }

  /// The network written in the bytes of a text, by the same rules.
  ///
  /// Allocates nothing.
  public init?(utf8 text: Span<UInt8>) {
    guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else {
      guard let address = IPAddress(utf8: text) else { return nil }
      self.init(address)
      return
    }
    guard let address = IPAddress(utf8: text.extracting(0..<slash)),
      let prefixLength = UInt8(strictDecimal: text.extracting((slash + 1)..<text.count))
    else { return nil }
    self.init(address: address, prefixLength: Int(prefixLength))
  }

  /// The network as `ADDRESS/LENGTH`, the length always written.
  public var description: String {
    "\(firstAddress)/\(prefixLength)"
  }
}
