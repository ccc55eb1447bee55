import Foundation

// What lies in the home of `alice`.
extension RunningServer {
  /// Her home.
  var home: String { homes + "/alice" }

  /// Puts a file there.
  func write(_ content: String, to path: String) throws {
    try ClientSetting.write([path: Data(content.utf8)], in: home)
  }

  /// Puts a file of zeros there, which takes no room on the disk.
  func writeSparse(bytes: UInt64, to path: String) throws {
    try write("", to: path)
    let file = try FileHandle(forWritingTo: URL(filePath: home + "/" + path))
    try file.truncate(atOffset: bytes)
    try file.close()
  }

  /// A file's text; nil where there is none.
  func text(of path: String) -> String? {
    let data = try? Data(contentsOf: URL(filePath: home + "/" + path))
    return data.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Sets mode and time of last change.
  func set(_ path: String, mode: Int, modified: TimeInterval) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode, .modificationDate: Date(timeIntervalSince1970: modified)],
      ofItemAtPath: home + "/" + path
    )
  }
}
