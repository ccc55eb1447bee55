import Foundation
import Synchronization

/// A file on its way to its place: written beside it under a hidden name, and renamed when
/// complete, so that nobody sees a part of it under its own name.
///
/// A part that does not become complete is removed.
final class PlacedFile: Sendable {
  private let part: String
  private let place: String
  private let file: FileHandle

  /// The parts there are now, for `removeUnfinished`.
  private static let unfinished = Mutex(Set<String>())

  /// Begins a file at `place`.
  ///
  /// - Throws: `FileFailure` where there is no such place, or a directory is there.
  init(at place: URL) throws(FileFailure) {
    guard (try? place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) != true else {
      throw FileFailure("write", place.path, EISDIR)
    }
    // Renaming would say so too, but only when the whole file is there.
    guard place.lastPathComponent.utf8.count <= Int(NAME_MAX) else {
      throw FileFailure("write", place.path, ENAMETOOLONG)
    }
    let part =
      place.deletingLastPathComponent()
      .appendingPathComponent(".\(UUID().uuidString).part").path
    // SAFETY: open reads the path, which Swift ends with a NUL and keeps until it returns.
    let number = unsafe open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw FileFailure("write", place.path, errno) }
    file = FileHandle(fileDescriptor: number, closeOnDealloc: true)
    self.place = place.path
    self.part = part
    Self.unfinished.withLock { _ = $0.insert(part) }
  }

  deinit {
    remove()
  }

  /// Removes the part, where it has not become complete.
  func remove() {
    // Once it is in its place there is no file of this name, and never again.
    Self.unfinished.withLock { _ = $0.remove(part) }
    // SAFETY: unlink reads the path until it returns.
    unsafe unlink(part)
  }

  func write(_ bytes: [UInt8]) throws {
    try file.write(contentsOf: bytes)
  }

  /// Puts the file in its place, over what was there.
  func finish() throws {
    try file.close()
    // SAFETY: rename reads both paths until it returns.
    guard unsafe rename(part, place) == 0 else { throw FileFailure("write", place, errno) }
  }

  /// Removes the parts of all files that are being written, where the process ends without them.
  static func removeUnfinished() {
    unfinished.withLock { parts in
      // SAFETY: unlink reads the path until it returns.
      for part in parts { unsafe unlink(part) }
    }
  }
}
