@testable import FTPProtocol

/// A line of a listing and the file that it tells of.
struct ListedLine {
  let line: String
  let entry: FTPRemoteEntry

  init(_ line: String, _ entry: FTPRemoteEntry) {
    self.line = line
    self.entry = entry
  }
}

/// A file of a listing, with texts for bytes, a time as `listedTime` takes it, and by `more` what
/// else is known of it.
func listed(
  _ name: String,
  _ kind: FTPListEntry.Kind? = .file,
  _ size: Int64? = nil,
  _ time: String? = nil,
  mode: UInt16? = nil,
  links: Int64? = nil,
  owner: String? = nil,
  group: String? = nil,
  target: String? = nil,
  more: (inout FTPRemoteEntry) -> Void = { _ in }
) -> FTPRemoteEntry {
  var entry = FTPRemoteEntry(
    name: bytes(name),
    kind: kind,
    size: size,
    modified: time.map(listedTime),
    mode: mode,
    links: links,
    owner: owner.map(bytes),
    group: group.map(bytes),
    linkTarget: target.map(bytes)
  )
  more(&entry)
  return entry
}

/// A time of a listing.
///
/// - Parameter text: `20090213`, with `2331` behind it for a minute and `30` for a second, which
///   may have a fraction; `Z` ends a time that is in UTC for certain.
/// - Returns: the time, the precision of which is what the text tells.
func listedTime(_ text: String) -> FTPListedTime {
  let isUTC = text.hasSuffix("Z")
  let digits = bytes(isUTC ? String(text.dropLast()) : text)
  let precision: FTPListedTime.Precision =
    switch digits.count {
    case 8: .day
    case 12: .minute
    default: .second
    }
  let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: max(0, 14 - digits.count))
  guard let time = FTPTime(digits + zeros) else { preconditionFailure("no time: \(text)") }
  return FTPListedTime(time, precision, isUTC: isUTC)
}

/// What the lines of a listing are.
///
/// - Parameters:
///   - lines: the lines, in their order.
///   - now: the present, by default that of the tests of listings.
/// - Returns: the results, those of the listing's end included.
func parsed(_ lines: [UInt8]..., now: FTPTime = FTPListEntryTests.now) -> [FTPListingLine] {
  var parser = FTPListingParser(now: now)
  var results: [FTPListingLine] = []
  for line in lines { parser.parse(line, into: &results) }
  parser.finish(into: &results)
  return results
}
