/// What somebody may have meant by a word that is unknown.
enum Spelling {
  /// Bytes of the longest word that is looked at.
  static let bytesMax = 64

  /// The word that is nearest, if one is near: at most a third of its letters differ.
  static func nearest(to word: String, in words: [String]) -> String? {
    guard word.utf8.count <= bytesMax else { return nil }
    let given = Array(word.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 | 0x20 })
    let ranked = words.map { (word: $0, distance: distance(given, Array($0.utf8))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }),
      best.distance <= max(1, best.word.utf8.count / 3)
    else { return nil }
    return best.word
  }

  /// A word as an error shows it: without control characters, and not too long.
  static func shown(_ word: String) -> String {
    let text = TextTable.escaped(word)
    return text.count <= bytesMax ? text : String(text.prefix(bytesMax)) + "…"
  }

  /// Letters to add, take away, change or swap with their neighbour.
  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var before: [Int] = []
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
      var next = [index + 1]
      for (place, other) in second.enumerated() {
        var least = min(row[place + 1], next[place]) + 1
        least = min(least, row[place] + (letter == other ? 0 : 1))
        if index > 0, place > 0, letter == second[place - 1], first[index - 1] == other {
          least = min(least, before[place - 1] + 1)
        }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[second.count]
  }
}
