/// `HOST:PORT` or `[HOST]:PORT` taken apart.
///
/// What the host may be is not looked at here.
struct HostAndPort {
  /// Where the host is in the text, without its brackets.
  let host: Range<Int>

  /// Whether the host was in brackets.
  let isBracketed: Bool

  /// The port.
  let port: UInt16

  /// `nil` if a bracket, the colon or the port is missing, if the port is not a number up to 65535
  /// without leading zeros, or if a host without brackets contains a colon.
  init?(_ text: Span<UInt8>) {
    isBracketed = !text.isEmpty && text[0] == UInt8(ascii: "[")
    let end = text.firstIndex(of: isBracketed ? UInt8(ascii: "]") : UInt8(ascii: ":"))
    guard let end else { return nil }
    host = (isBracketed ? 1 : 0)..<end
    let colon = isBracketed ? end + 1 : end
    // In a host without brackets a second colon is left in the port, and refused there.
    guard colon < text.count, text[colon] == UInt8(ascii: ":"),
      let port = UInt16(strictDecimal: text.extracting((colon + 1)..<text.count))
    else { return nil }
    self.port = port
  }
}
