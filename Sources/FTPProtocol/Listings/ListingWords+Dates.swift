extension ListingWords {
  /// The words that a date begins with, at the place where it mostly is first.
  private static let datePlaces = [5, 2, 3, 4] + Array(6..<FTPLimits.listingWordsMax)

  /// The date, and where it begins.
  ///
  /// Before it there is a size.
  func datePlace(_ now: FTPTime) -> (place: Int, date: ListingDate)? {
    for style in ListingDate.Style.allCases {
      for place in Self.datePlaces where self[place - 1].map(Self.isSize) == true {
        if let date = ListingDate(style, in: self, at: place, now: now) { return (place, date) }
      }
    }
    return nil
  }

  /// Digits, or two numbers of a device: `8,1`.
  private static func isSize(_ word: ArraySlice<UInt8>) -> Bool {
    let parts = word.split(separator: .comma, omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy(\.areDigits)
  }
}
