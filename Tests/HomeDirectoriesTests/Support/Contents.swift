import CPlatform
import Foundation
import HomeDirectories
import SystemCalls

/// The place that a text means, from `/` on.
func path(_ text: String) throws(HomeError) -> HomePath {
  try HomePath(Array(text.utf8))
}

extension HomeUpload {
  /// Writes a text.
  func write(_ text: String, at offset: Int64 = 0) throws(HomeError) {
    let bytes = Array(text.utf8)
    // SAFETY: bytes are initialised and have no padding.
    try unsafe write(bytes.span.bytes, at: offset)
  }
}

extension HomeFile {
  /// Up to `count` bytes from an offset, as text.
  func text(_ count: Int = 1000, at offset: Int64 = 0) throws(HomeError) -> String {
    let bytes = try bytes(count) { buffer throws(HomeError) in
      _ = try self.read(at: offset, into: &buffer)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What `body` fills of a buffer.
  func bytes(
    _ capacity: Int,
    _ body: (inout OutputRawSpan) throws(HomeError) -> Void
  ) throws(HomeError) -> [UInt8] {
    var storage = [UInt8](repeating: 0, count: capacity)
    var count = 0
    var span = storage.mutableSpan
    try unsafe span.withUnsafeMutableBytes { bytes throws(HomeError) in
      // SAFETY: the buffer lives through the closure; what is filled counts as initialised.
      var output = unsafe OutputRawSpan(buffer: bytes, initializedCount: 0)
      try body(&output)
      count = unsafe output.finalize(for: bytes)
    }
    return Array(storage.prefix(count))
  }
}

extension TestHome {
  /// Puts a file into the home as a local program would.
  func put(_ name: String, _ text: String = "") throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
  }

  /// What a file holds; nil where there is none.
  func content(_ name: String) -> String? {
    FileManager.default.contents(atPath: file(name)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Makes a directory, and those above it.
  func makeDirectory(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: file(name),
      withIntermediateDirectories: true
    )
  }

  /// Makes a symbolic link.
  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: file(name),
      withDestinationPath: target
    )
  }

  /// Gives a file a second name.
  func hardLink(_ name: String, as other: String) throws {
    try FileManager.default.linkItem(atPath: file(name), toPath: file(other))
  }

  /// The names in a directory, hidden ones too, in order.
  func names(_ name: String = ".") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: file(name)).sorted()
  }

  /// Uploads a whole file.
  @discardableResult
  func upload(_ name: String, _ text: String, owner: Int64 = 1) throws(HomeError) -> HomeUsage {
    let upload = try home.beginUpload(to: try HomeDirectoriesTests.path(name), owner: owner)
    try upload.write(text)
    return try upload.commit()
  }
}
