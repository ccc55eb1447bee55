/// A number of bytes as users write it: `10G`, `512M`, `1048576`.
enum SizeText {
  /// What a size looks like, for help.
  static let form = "a number, or one with K, M, G or T for 1024 each time, as 512M"

  private static let units: [(name: Character, factor: Int64)] = [
    ("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30), ("T", 1 << 40),
  ]

  /// Reads a size.
  ///
  /// - Parameters:
  ///   - text: digits and at most one unit.
  ///   - range: what is accepted.
  /// - Returns: bytes.
  /// - Throws: `UsageError` where it is none, or out of the range.
  static func read(_ text: String, in range: ClosedRange<Int64>) throws(UsageError) -> Int64 {
    let unit = units.first { text.last == $0.name }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard !digits.isEmpty,
      digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { throw UsageError("not \(form)") }
    let product = Int64(digits)?.multipliedReportingOverflow(by: unit?.factor ?? 1)
    guard let (value, overflows) = product, !overflows, range.contains(value) else {
      throw UsageError("not from \(write(range.lowerBound)) to \(write(range.upperBound))")
    }
    return value
  }

  /// The shortest text that is read as this size.
  static func write(_ bytes: Int64) -> String {
    guard bytes > 0, let unit = units.last(where: { bytes % $0.factor == 0 }) else {
      return String(bytes)
    }
    return "\(bytes / unit.factor)\(unit.name)"
  }
}
