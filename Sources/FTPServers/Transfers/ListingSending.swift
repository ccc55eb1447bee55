internal import ByteStreams
internal import EventLoops
internal import FTPProtocol
internal import HomeDirectories

/// LIST, NLST and MLSD: what a directory holds, to a client, piece by piece.
struct ListingSending: Sendable {
  /// Entries that are looked at in one call for the disk.
  private static let batchEntries = 256

  let listing: HomeListing
  let formatter: ListingFormatter
  /// Which names; nil is all.
  let glob: FTPGlob?
  /// How many may match.
  let matchesMax: Int
  let progress: TransferProgress
  let work: FileWork

  /// Sends all of it.
  func send(over data: DataConnection) async throws {
    var output: [UInt8] = []
    var matches = 0
    while true {
      let entries = try await work.run { [listing] () throws(HomeError) in
        try listing.next(atMost: Self.batchEntries)
      }
      for entry in entries where formatter.shows(entry.name) {
        if let glob {
          guard glob.matches(entry.name) else { continue }
          matches += 1
          guard matches <= matchesMax else { break }
        }
        formatter.append(entry, to: &output)
      }
      if !output.isEmpty {
        try await data.stream.write(output)
        progress.add(output.count)
        output.removeAll(keepingCapacity: true)
      }
      if entries.isEmpty || matches > matchesMax { break }
    }
    try await data.finish()
  }
}

/// A listing that is ready: one file's line.
struct TextSending: Sendable {
  let text: [UInt8]
  let progress: TransferProgress

  func send(over data: DataConnection) async throws {
    if !text.isEmpty { try await data.stream.write(text) }
    progress.add(text.count)
    try await data.finish()
  }
}
