/// A day of a listing of Windows: `02-13-09`, `02/13/2009`, `13.02.2009`, `2009-02-13`.
struct WindowsDate {
  let year: Int64
  let month: Int64
  let day: Int64

  /// The day that a word says; nil where it does not look like one.
  init?(_ word: ArraySlice<UInt8>) {
    guard word.count <= 10, let separator = word.first(where: { $0.digit == nil }),
      [.hyphen, .slash, .period].contains(separator)
    else { return nil }
    let parts = word.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.decimalNumber() }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    switch (parts[0].count, parts[1].count, parts[2].count) {
    case (4, 1...2, 1...2):
      (year, month, day) = (numbers[0], numbers[1], numbers[2])
    case (1...2, 1...2, 2), (1...2, 1...2, 4):
      year = parts[2].count == 4 ? numbers[2] : numbers[2] + (numbers[2] < 70 ? 2_000 : 1_900)
      let isDayFirst = separator == .period
      (month, day) = isDayFirst ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
    default: return nil
    }
  }
}
