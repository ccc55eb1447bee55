/// An IPv6 address with the number of its zone, written `fe80::1%3` (RFC 4007 §11).
struct ZonedIPv6Address {
  /// The address.
  let address: IPv6Address

  /// The number of the zone, 0 if there is none.
  let scopeID: UInt32

  /// `nil` if the text is not an address, or has a zone that is not a number: names of interfaces
  /// are the resolver's.
  init?(utf8 text: Span<UInt8>) {
    guard let percent = text.firstIndex(of: UInt8(ascii: "%")) else {
      guard let address = IPv6Address(utf8: text) else { return nil }
      self.address = address
      scopeID = 0
      return
    }
    guard let address = IPv6Address(utf8: text.extracting(0..<percent)),
      let scopeID = UInt32(strictDecimal: text.extracting((percent + 1)..<text.count))
    else { return nil }
    self.address = address
    self.scopeID = scopeID
  }

  init?(_ text: String) {
    self.init(utf8: text.utf8.span)
  }
}
