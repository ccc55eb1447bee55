import Foundation

/// A file on its way to its place: written beside it under a hidden name, and renamed when complete, so
/// that nobody sees a part of it under its own name.
struct Upload {
  private let part: URL
  private let place: URL
  private let file: FileHandle

  /// Begins a file at `place`.
  ///
  /// - Throws: `Refusal` where there is no such place, or a directory is there.
  init(to place: URL?) throws {
    guard let place, (try? place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) != true
    else { throw Refusal("not permitted") }
    let part = place.deletingLastPathComponent()
      .appendingPathComponent(".\(UUID().uuidString).part")
    guard FileManager.default.createFile(atPath: part.path, contents: nil) else {
      throw Refusal("not permitted")
    }
    self.place = place
    self.part = part
    file = try FileHandle(forWritingTo: part)
  }

  func write(_ bytes: [UInt8]) throws {
    try file.write(contentsOf: bytes)
  }

  /// Puts the file in its place, over what was there.
  func finish() throws {
    try file.close()
    guard unsafe rename(part.path, place.path) == 0 else { throw Refusal("not permitted") }
  }

  /// Takes away what is left of a file that did not become complete.
  func removeUnlessDone() {
    try? file.close()
    try? FileManager.default.removeItem(at: part)
  }
}
