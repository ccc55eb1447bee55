internal import Foundation

/// A folder of inputs, one file each.
struct InputFolder {
  let url: URL

  /// All inputs, in the order of their names; none where there is no folder.
  func inputs() throws -> [[UInt8]] {
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
      .filter { !$0.hasPrefix(".") }
      .map { try Self.input(at: url.appendingPathComponent($0)) }
  }

  /// Where an input of the name is to be; the folder is made.
  func path(for name: String) throws -> String {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.appendingPathComponent(name).path
  }

  static func input(at url: URL) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url))
  }
}
