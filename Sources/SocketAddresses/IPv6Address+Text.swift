extension IPv6Address: LosslessStringConvertible {
  /// The address in its canonical form (RFC 5952), exactly as glibc's `inet_ntop` writes it.
  ///
  /// Lower case, no leading zeros, `::` for the first of the longest runs of at least two zero
  /// segments. Addresses of `::ffff:0:0/96` and those of `::/96` whose seventh segment is not zero
  /// end in an IPv4 address: `::ffff:1.2.3.4`, `::1.2.3.4`.
  public var description: String {
    let gap = longestRunOfZeros
    if let ipv4 = ipv4Tail(gap: gap) {
      return (isIPv4Mapped ? "::ffff:" : "::") + ipv4.description
    }
    guard let gap else { return text(of: 0..<8) }
    return text(of: 0..<gap.lowerBound) + "::" + text(of: gap.upperBound..<8)
  }

  /// All eight segments with four digits each: `2001:0db8:0000:0000:0000:0000:0000:0001`.
  public var expandedDescription: String {
    let segments = segments
    var text = ""
    for index in segments.indices {
      let digits = String(segments[index], radix: 16)
      text += (index == 0 ? "" : ":") + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return text
  }

  /// The name under which the DNS keeps the reverse entry: 32 hexadecimal digits from the last to
  /// the first, and `ip6.arpa` (RFC 3596 §2.5), without a final dot.
  public var reverseName: String {
    var text = ""
    for shift in stride(from: 0, to: 128, by: 4) {
      text += String(bits >> shift & 0xf, radix: 16) + "."
    }
    return text + "ip6.arpa"
  }

  /// The first of the longest runs of at least two zero segments.
  private var longestRunOfZeros: Range<Int>? {
    let segments = segments
    var longest = 0..<0
    var start = 0
    for index in segments.indices {
      if segments[index] != 0 {
        start = index + 1
      } else if index + 1 - start > longest.count {
        longest = start..<(index + 1)
      }
    }
    return longest.count > 1 ? longest : nil
  }

  /// The last 32 bits, if they are to be written as an IPv4 address.
  ///
  /// The rule of glibc is about the gap: exactly the first six segments, or the first five and
  /// `ffff` after them.
  private func ipv4Tail(gap: Range<Int>?) -> IPv4Address? {
    guard gap == 0..<6 || gap == 0..<5 && isIPv4Mapped else { return nil }
    return IPv4Address(bits: UInt32(truncatingIfNeeded: low))
  }

  private func text(of range: Range<Int>) -> String {
    let segments = segments
    var text = ""
    for index in range {
      if index > range.lowerBound { text += ":" }
      text += String(segments[index], radix: 16)
    }
    return text
  }
}
