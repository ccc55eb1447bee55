import Foundation
import FTPServers

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
