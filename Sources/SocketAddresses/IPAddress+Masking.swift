// Shifts by the whole width are meant: Swift's `<<` and `>>` then give zero.

extension IPAddress {
  /// The address of the given number of one bits followed by zeros.
  ///
  /// The length is 0 to the bit width of the family.
  static func netmask(prefixLength: Int, like address: Self) -> Self {
    switch address {
    case .v4: .v4(IPv4Address(bits: .max << (32 - prefixLength)))
    case .v6: .v6(IPv6Address(bits: .max << (128 - prefixLength)))
    }
  }

  /// The number of one bits at the start if there are only zeros after them, else `nil`.
  var prefixLengthAsNetmask: Int? {
    switch self {
    case .v4(let address):
      let length = (~address.bits).leadingZeroBitCount
      return address.bits == .max << (32 - length) ? length : nil
    case .v6(let address):
      let length = (~address.bits).leadingZeroBitCount
      return address.bits == .max << (128 - length) ? length : nil
    }
  }

  /// The address with all bits after the first `prefixLength` set to zero.
  func lowest(prefixLength: Int) -> Self {
    switch self {
    case .v4(let address): .v4(IPv4Address(bits: address.bits & .max << (32 - prefixLength)))
    case .v6(let address): .v6(IPv6Address(bits: address.bits & .max << (128 - prefixLength)))
    }
  }

  /// The address with all bits after the first `prefixLength` set to one.
  func highest(prefixLength: Int) -> Self {
    switch self {
    case .v4(let address): .v4(IPv4Address(bits: address.bits | .max >> prefixLength))
    case .v6(let address): .v6(IPv6Address(bits: address.bits | .max >> prefixLength))
    }
  }
}
