extension Int {
  /// A size as the tutorials' programs announce it: decimal digits and nothing else.
  ///
  /// - Parameters:
  ///   - text: what was announced.
  ///   - limit: a larger one is nil, as everything that is no size.
  public init?(announced text: some StringProtocol, atMost limit: Int) {
    guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let size = Int(text), size <= limit
    else { return nil }
    self = size
  }
}
