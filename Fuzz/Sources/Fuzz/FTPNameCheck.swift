internal import FTPProtocol

/// An input as the name of a file, and as a pattern of names.
struct FTPNameCheck {
  private let name: [UInt8]

  init(_ name: [UInt8]) {
    self.name = name
  }

  func check() throws(Violation) {
    try checkListings()
    try checkPattern()
    for reply in [FTPReply.created(name), .storingUnique(name), .facts(name)] {
      try FTPConnectionCheck.check(reply)
    }
    if let read = decoded(FTPReply.created(name))?.pathname {
      try expect(read == printable, "a path is read as it is written")
    }
  }

  /// What stands for the name where a line may not end.
  private var printable: [UInt8] {
    name.map { $0 == 0 || $0 == 10 || $0 == 13 ? UInt8(ascii: "?") : $0 }
  }

  private func checkListings() throws(Violation) {
    let seed = Int64(truncatingIfNeeded: name.reduce(UInt64(name.count)) { $0 &* 31 &+ UInt64($1) })
    let entry = FTPListEntry(
      name: name,
      kind: FTPListEntry.Kind.allCases[name.count % FTPListEntry.Kind.allCases.count],
      size: seed & .max,
      mode: UInt16(truncatingIfNeeded: seed),
      owner: name,
      group: name,
      modified: FTPTime(seconds: seed),
      linkTarget: name
    )
    var output: [UInt8] = []
    entry.appendLongLine(to: &output, now: FTPTime(seconds: seed &+ seed % 100_000_000))
    try expectLine(output, "LIST")
    output = []
    entry.appendNameLine(to: &output)
    try expectLine(output, "NLST")
    output = []
    let isTold = entry.appendFactLine(to: &output, selection: FTPFactSelection(FTPFact.allCases))
    try expect(isTold == !entry.hasUnspeakableName, "MLSD tells of every name that has no line end")
    if isTold { try expectLine(output, "MLSD") }
  }

  private func expectLine(_ line: [UInt8], _ command: String) throws(Violation) {
    try expect(line.suffix(2) == [13, 10], "\(command): a line ends")
    let content = line.dropLast(2)
    try expect(!content.contains { $0 == 0 || $0 == 10 || $0 == 13 }, "\(command): a line is one")
  }

  private func checkPattern() throws(Violation) {
    _ = FTPPathPattern(name).isPattern
    guard let glob = FTPGlob(name) else { return }
    _ = glob.matches(name)
    if !FTPGlob.isPattern(name) && !name.contains(UInt8(ascii: "\\")) {
      try expect(glob.matches(name), "a name matches itself")
    }
  }

  private func decoded(_ reply: FTPReply) -> FTPReply? {
    var decoder = FTPReplyDecoder()
    let encoded = reply.encoded
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    guard case .found(let read, _)? = try? unsafe decoder.nextReply(in: encoded.span.bytes) else {
      return nil
    }
    return read
  }
}
