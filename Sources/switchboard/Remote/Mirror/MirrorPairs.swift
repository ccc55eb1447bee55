/// The names of two folders, each once, with what they are at either end.
struct MirrorPairs: Sequence, IteratorProtocol {
  private let source: [MirrorEntry]
  private let destination: [MirrorEntry]
  private var sourceIndex = 0
  private var destinationIndex = 0

  /// Pairs them.
  ///
  /// - Parameters:
  ///   - source: in the order of `MirrorListing.sorted`, as is the other.
  ///   - destination: of the other end.
  init(_ source: [MirrorEntry], _ destination: [MirrorEntry]) {
    self.source = source
    self.destination = destination
  }

  mutating func next() -> (source: MirrorEntry?, destination: MirrorEntry?)? {
    let left = sourceIndex < source.count ? source[sourceIndex] : nil
    let right = destinationIndex < destination.count ? destination[destinationIndex] : nil
    guard let left else {
      guard let right else { return nil }
      destinationIndex += 1
      return (nil, right)
    }
    guard let right else {
      sourceIndex += 1
      return (left, nil)
    }
    let isFirst = left.name.lexicographicallyPrecedes(right.name)
    let isLast = right.name.lexicographicallyPrecedes(left.name)
    if !isLast { sourceIndex += 1 }
    if !isFirst { destinationIndex += 1 }
    return (isLast ? nil : left, isFirst ? nil : right)
  }
}

/// What is in a folder of an end.
struct MirrorListing: Sendable {
  /// Each name once, in the order of their bytes.
  var entries: [MirrorEntry] = []
  /// How many names were refused, because they lead out of the folder.
  var refusedCount = 0
  /// How many lines of a server say nothing that can be read.
  var unreadableCount = 0
  /// Whether names that begin with a dot are among them.
  var showsHidden = true
  /// Whether files that are put there get the time that they are to have.
  var keepsTimes = true

  /// Whether all of it is there that is in the folder.
  var isWhole: Bool { refusedCount == 0 && unreadableCount == 0 }

  /// The entries in the order of their names' bytes; of two of one name, as a hostile server can
  /// tell, one.
  static func sorted(_ entries: [MirrorEntry]) -> [MirrorEntry] {
    var result: [MirrorEntry] = []
    result.reserveCapacity(entries.count)
    for entry in entries.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) })
    where entry.name != result.last?.name {
      result.append(entry)
    }
    return result
  }

  /// Whether there is such a name.
  func contains(_ name: [UInt8]) -> Bool {
    var range = entries.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if entries[middle].name == name { return true }
      if entries[middle].name.lexicographicallyPrecedes(name) {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return false
  }
}
