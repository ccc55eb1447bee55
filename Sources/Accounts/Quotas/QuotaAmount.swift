/// Bytes and files, as quotas count them.
///
/// Sums that are too large for the numbers are the largest there is, so that no count of a client's
/// can make a quota small again.
package struct QuotaAmount: Hashable, Sendable {
  /// Bytes.
  package var bytes: Int64
  /// Files.
  package var files: Int64

  /// An amount; nothing by default.
  package init(bytes: Int64 = 0, files: Int64 = 0) {
    self.bytes = bytes
    self.files = files
  }

  /// Nothing.
  package static let zero = QuotaAmount()

  /// The sum of both.
  package static func + (first: Self, second: Self) -> Self {
    first.combined(with: second) { sum($0, $1) }
  }

  /// What is left of the first without the second; below zero where that is more.
  package static func - (first: Self, second: Self) -> Self {
    first.combined(with: second) { sum($0, -max($1, -.max)) }
  }

  /// Adds to an amount.
  package static func += (first: inout Self, second: Self) { first = first + second }

  /// Takes from an amount.
  package static func -= (first: inout Self, second: Self) { first = first - second }

  /// Of each the smaller.
  package func least(_ other: Self) -> Self { combined(with: other) { min($0, $1) } }

  /// Of each the larger.
  package func most(_ other: Self) -> Self { combined(with: other) { max($0, $1) } }

  /// Whether neither is more than the other's.
  package func fits(in other: Self) -> Bool { bytes <= other.bytes && files <= other.files }

  private func combined(with other: Self, _ operation: (Int64, Int64) -> Int64) -> Self {
    Self(bytes: operation(bytes, other.bytes), files: operation(files, other.files))
  }

  private static func sum(_ first: Int64, _ second: Int64) -> Int64 {
    let (sum, overflows) = first.addingReportingOverflow(second)
    return overflows ? (first < 0 ? .min : .max) : sum
  }
}
