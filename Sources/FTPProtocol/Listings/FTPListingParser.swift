/// Reads the listings that servers send in answer to LIST, line by line.
///
/// Nobody has said how these lines look, and nothing in them says how they are meant. A line is of
/// the first format that it can be of, beginning with the one of the lines before it, which is
/// `format`: hardly any can be of two. Any bytes are taken. A parser keeps one line at most: that
/// of a VMS name whose facts are on the next.
package struct FTPListingParser: Sendable {
  /// The present, by which a time without a year gets one.
  package let now: FTPTime
  /// The format of the last line that was recognised; nil before there was one.
  package private(set) var format: FTPListingFormat?
  /// A name of VMS that is on a line of its own: its facts are to be on the next.
  private var pendingName: [UInt8]?

  /// A parser of a listing that begins.
  ///
  /// - Parameter now: the present. A time without a year is the latest of its kind up to a day
  ///   after it: of the 12 months before, and as much ahead as clocks and zones differ.
  package init(now: FTPTime) {
    self.now = now
  }

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - line: the line, with its ending or without.
  ///   - results: gets what the line is: mostly one result. It is none for a VMS name whose facts
  ///     are on the next line, and two where they turn out not to be.
  package mutating func parse(_ line: [UInt8], into results: inout [FTPListingLine]) {
    let line = line.withoutLineEnding
    guard line.count <= FTPLimits.listingLineBytesMax, !line.contains(where: \.breaksLines) else {
      finish(into: &results)
      let kept = line.prefix(FTPLimits.listingLineBytesMax)
      return results.append(.unrecognized(Array(kept)))
    }
    if let name = pendingName {
      if let entry = FTPRemoteEntry(vmsName: name, facts: line) {
        pendingName = nil
        return take(entry, .vms, &results)
      }
      finish(into: &results)
    }
    parseAlone(line, into: &results)
  }

  /// Ends the listing.
  ///
  /// - Parameter results: gets a line that was kept for the next, which has not come.
  package mutating func finish(into results: inout [FTPListingLine]) {
    guard let name = pendingName else { return }
    pendingName = nil
    results.append(.unrecognized(name))
  }

  private mutating func parseAlone(_ line: [UInt8], into results: inout [FTPListingLine]) {
    let words = ListingWords(line)
    if let format, let entry = entry(line, words, format) { return take(entry, format, &results) }
    for other in FTPListingFormat.allCases where other != format {
      if let entry = entry(line, words, other) { return take(entry, other, &results) }
    }
    if FTPRemoteEntry.isVMSName(words) {
      pendingName = line
    } else {
      results.append(words.isRemark ? .remark : .unrecognized(line))
    }
  }

  private func entry(
    _ line: [UInt8],
    _ words: ListingWords,
    _ format: FTPListingFormat
  ) -> FTPRemoteEntry? {
    switch format {
    case .unix: FTPRemoteEntry(unix: words, now: now)
    case .windows: FTPRemoteEntry(windows: words)
    case .facts: FTPRemoteEntry(listedFacts: line)
    case .eplf: FTPRemoteEntry(eplf: line)
    case .vms: FTPRemoteEntry(vms: line)
    }
  }

  private mutating func take(
    _ entry: FTPRemoteEntry,
    _ format: FTPListingFormat,
    _ results: inout [FTPListingLine]
  ) {
    self.format = format
    var entry = entry
    entry.takeRoleFromName()
    results.append(.entry(entry))
  }
}

extension ListingWords {
  /// Whether the line tells of no file, as is known: it is empty, `total 12`, the heading
  /// `Directory DISK:[USER]` or the end `Total of 3 files, 12 blocks` of VMS.
  fileprivate var isRemark: Bool {
    guard let first = self[0] else { return true }
    if first.isWord("TOTAL") {
      if count == 2, self[1]?.first?.digit != nil { return true }
      return self[1]?.isWord("OF") == true && self[2]?.first?.digit != nil
    }
    return first.isWord("DIRECTORY") && count == 2
      && self[1]?.contains(UInt8(ascii: "[")) == true && self[1]?.last == UInt8(ascii: "]")
  }
}

extension [UInt8] {
  /// The bytes without the CR and LF at their end, however many: some servers send `CR CR LF`.
  var withoutLineEnding: [UInt8] {
    guard let last, last == .lineFeed || last == .carriageReturn else { return self }
    let end = lastIndex { $0 != .lineFeed && $0 != .carriageReturn }
    return Array(self[..<(end.map { $0 + 1 } ?? 0)])
  }
}
