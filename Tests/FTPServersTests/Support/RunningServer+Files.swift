import FTPServers
import Foundation

extension RunningServer {
  /// The files of an account's home, hidden ones too, with how many bytes they have; folders are
  /// not told.
  func files(of account: String) throws -> [String: Int64] {
    let home = homes + "/" + account
    var found: [String: Int64] = [:]
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: home)) ?? [] {
      let attributes = try FileManager.default.attributesOfItem(atPath: home + "/" + path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      found[path] = (attributes[.size] as? NSNumber)?.int64Value ?? 0
    }
    return found
  }
}

extension RunningServer {
  /// Takes a file away, as a local program would.
  func removeFile(_ name: String, of account: String) throws {
    try FileManager.default.removeItem(atPath: "\(homes)/\(account)/\(name)")
  }
}

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
