/// What a length field says about the content: how much, and within which limit.
@usableFromInline
struct ContentLength: Hashable, Sendable {
  let field: NumberField
  /// What is added to the number that stands in the field.
  let adjustment: Int
  /// How many bytes of content are allowed: no more than the field can say.
  @usableFromInline let maximumBytes: Int

  init(_ field: NumberField, adjustment: Int, maximumBytes: Int) {
    self.field = field
    self.adjustment = adjustment
    let allowed = FramingLimits.maximumBytes(nearest: maximumBytes)
    let largest = Int(clamping: field.width.maximum)
    let (sum, overflows) = largest.addingReportingOverflow(adjustment)
    let sayable = overflows ? (adjustment < 0 ? 0 : .max) : max(0, sum)
    self.maximumBytes = min(allowed, sayable)
  }

  /// How many bytes of content a number in the field announces.
  ///
  /// - Throws: `.tooLong`, whatever does not fit into an integer included; `.negativeLength`.
  func contentBytes(announced number: UInt64) throws(FramingError) -> Int {
    guard let length = Int(exactly: number) else { throw .tooLong(limitBytes: maximumBytes) }
    let (count, overflows) = length.addingReportingOverflow(adjustment)
    guard !overflows, count <= maximumBytes else { throw .tooLong(limitBytes: maximumBytes) }
    guard count >= 0 else { throw .negativeLength }
    return count
  }

  /// The number for the field that announces so many bytes of content.
  ///
  /// - Throws: `.tooLong`; `.negativeLength` where the adjustment alone is more than the content.
  func number(for contentBytes: Int) throws(FramingError) -> UInt64 {
    guard contentBytes <= maximumBytes else { throw .tooLong(limitBytes: maximumBytes) }
    let (number, overflows) = contentBytes.subtractingReportingOverflow(adjustment)
    guard !overflows else { throw .tooLong(limitBytes: maximumBytes) }
    guard number >= 0 else { throw .negativeLength }
    return UInt64(number)
  }
}
