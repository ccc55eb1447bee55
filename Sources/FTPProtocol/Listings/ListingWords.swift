/// The words of a line, which have spaces between them.
///
/// Names come last and may hold spaces of their own, so what is behind a word can be had as it
/// stands. Words beyond `FTPLimits.listingWordsMax` are not looked for.
struct ListingWords {
  private let line: [UInt8]
  private let places: [Range<Int>]

  /// The words of a line without its ending.
  init(_ line: [UInt8]) {
    var places: [Range<Int>] = []
    places.reserveCapacity(FTPLimits.listingWordsMax)
    var place = line.startIndex
    while places.count < FTPLimits.listingWordsMax,
      let start = line[place...].firstIndex(where: { $0 != .space })
    {
      let end = line[start...].firstIndex(of: .space) ?? line.endIndex
      places.append(start..<end)
      place = end
    }
    self.line = line
    self.places = places
  }

  /// How many there are.
  var count: Int { places.count }

  /// A word; nil where there are not so many.
  subscript(index: Int) -> ArraySlice<UInt8>? {
    places.indices.contains(index) ? line[places[index]] : nil
  }

  /// The words from one to before another, of which there may be fewer.
  subscript(range: Range<Int>) -> [ArraySlice<UInt8>] {
    range.clamped(to: places.indices).map { line[places[$0]] }
  }

  /// What is behind a word, without the spaces that separate it.
  ///
  /// - Parameters:
  ///   - index: of the word.
  ///   - spacesMax: how many spaces are taken for the separation: more belong to what follows.
  /// - Returns: the bytes, of which there may be none.
  func text(behind index: Int, spacesMax: Int = 1) -> [UInt8] {
    guard places.indices.contains(index) else { return [] }
    let rest = line[places[index].upperBound...]
    let spaces = rest.prefix(max(0, spacesMax)).prefix { $0 == .space }
    return Array(rest.dropFirst(spaces.count))
  }
}
