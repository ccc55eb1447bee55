/// The entries of an open directory, one by one, in constant memory.
///
/// They come in the file system's order. A name that is there from the beginning to the end comes
/// once; one that is made, removed or renamed meanwhile may come or not.
package struct DirectoryReader: ~Copyable, Sendable {
  /// The bytes that are asked for at once: some 1,000 short names.
  package static let bufferBytes = 32 * 1024

  /// The open directory, for calls that begin there.
  package let directory: FileDescriptor
  private var buffer: [UInt8]
  private var position = 0
  private var end = 0

  /// A reader from a directory's position on.
  ///
  /// - Parameter directory: open for reading; it is closed with the reader.
  package init(_ directory: consuming FileDescriptor) {
    self.directory = directory
    buffer = [UInt8](repeating: 0, count: Self.bufferBytes)
  }

  /// The next entry but `.` and `..`, or nil after the last.
  ///
  /// May block, once for each `bufferBytes`.
  ///
  /// - Throws: what getdents64(2) names; a directory that was removed is at its end.
  package mutating func next() throws(Errno) -> DirectoryEntry? {
    while true {
      if position == end {
        guard try fill() else { return nil }
      }
      guard let entry = take() else { throw .inputOutput }
      if !isDots(entry.name) { return entry }
    }
  }

  /// Whether more has come.
  private mutating func fill() throws(Errno) -> Bool {
    position = 0
    end = 0
    do throws(Errno) {
      end = try System.getdents64(directory, into: &buffer)
    } catch {
      guard error == .noSuchFile else { throw error }
    }
    return end > 0
  }

  /// The entry at the position, which moves behind it: `struct linux_dirent64` of getdents(2) is
  /// the inode in 8 bytes, a cookie in 8, the length of all in 2, the kind in 1, and the name.
  ///
  /// Nil where the bytes are no entry, which no kernel should do.
  private mutating func take() -> DirectoryEntry? {
    guard end - position > Self.nameOffset else { return nil }
    var number: UInt64 = 0
    for index in 0..<8 { number |= UInt64(buffer[position + index]) << (8 * UInt64(index)) }
    let length = Int(buffer[position + 16]) | Int(buffer[position + 17]) << 8
    guard length > Self.nameOffset, length <= end - position else { return nil }
    let kind = Self.kind(buffer[position + 18])
    let name = buffer[position + Self.nameOffset..<position + length].prefix { $0 != 0 }
    position += length
    return DirectoryEntry(name: Array(name), kind: kind, number: number)
  }

  private static let nameOffset = 19

  /// `DT_*` of readdir(3), whose numbers are the kernel's; nil for `DT_UNKNOWN`.
  private static func kind(_ type: UInt8) -> FileKind? {
    switch type {
    case 1: .fifo
    case 2: .characterDevice
    case 4: .directory
    case 6: .blockDevice
    case 8: .file
    case 10: .link
    case 12: .socket
    default: nil
    }
  }

  private func isDots(_ name: [UInt8]) -> Bool {
    let dot = UInt8(ascii: ".")
    return name == [dot] || name == [dot, dot]
  }
}
