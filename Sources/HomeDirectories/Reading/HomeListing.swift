internal import Synchronization
internal import SystemCalls

/// What a directory holds, piece by piece, in constant memory.
///
/// Parts of uploads are left out. The order is the file system's; what comes or goes meanwhile may
/// be told or not. It may be used by several threads, one after another; the directory is closed
/// when the value ends.
package final class HomeListing: Sendable {
  private let home: HomeDirectory
  private let path: HomePath
  private let reader: Mutex<DirectoryReader>

  init(_ directory: consuming FileDescriptor, of path: HomePath, in home: HomeDirectory) {
    self.home = home
    self.path = path
    reader = Mutex(DirectoryReader(directory))
  }

  /// The next entries with what they are.
  ///
  /// Blocks for the disk. What is gone before it can be looked at, or may not be looked at, is left
  /// out.
  ///
  /// - Parameter count: the most entries, up to `HomeLimits.batchEntriesMax`.
  /// - Returns: the entries; empty at the end, and only then.
  /// - Throws: what the disk says.
  package func next(atMost count: Int) throws(HomeError) -> [HomeEntry] {
    try batch(atMost: count) { reader, entry in self.entry(entry, in: reader.directory) }
  }

  /// The next names, without asking what they are, which is much faster.
  ///
  /// - Parameter count: as in `next`.
  /// - Returns: the names; empty at the end, and only then.
  /// - Throws: what the disk says.
  package func nextNames(atMost count: Int) throws(HomeError) -> [[UInt8]] {
    try batch(atMost: count) { _, entry in entry.name }
  }

  private func batch<Element: Sendable>(
    atMost count: Int,
    _ element: (borrowing DirectoryReader, DirectoryEntry) -> Element?
  ) throws(HomeError) -> [Element] {
    let count = min(max(1, count), HomeLimits.batchEntriesMax)
    return try reader.withLock { reader throws(HomeError) in
      var elements: [Element] = []
      while elements.count < count {
        let found: DirectoryEntry?
        do throws(Errno) { found = try reader.next() } catch { throw HomeError(error) }
        guard let found else { break }
        if PartName.isReserved(found.name) { continue }
        if let element = element(reader, found) { elements.append(element) }
      }
      return elements
    }
  }

  private func entry(
    _ entry: DirectoryEntry,
    in directory: borrowing FileDescriptor
  ) -> HomeEntry? {
    guard let status = try? System.fstatat(directory, entry.name) else { return nil }
    guard status.kind == .link else {
      return HomeEntry(name: entry.name, status: status, isLink: false)
    }
    // From the home on: a link may lead out of this directory and stay within the home.
    let way = path.relativeText + [HomePath.slash] + entry.name
    let target = try? home.status(at: way)
    return HomeEntry(name: entry.name, status: target ?? status, isLink: true)
  }
}
