import Foundation

/// Lends `body` the path of an empty directory, and removes it with all that is in it afterwards.
///
/// The path is short enough for a Unix socket in it, and only this user may enter.
///
/// - Parameter body: uses the directory.
/// - Returns: what `body` returns.
/// - Throws: what `body` throws, or Foundation's error where the directory cannot be made.
package func temporaryDirectory<R>(
  _ body: (_ path: String) async throws -> R
) async throws -> R {
  let path = try makeTemporaryDirectory()
  defer { removeTemporaryDirectory(path) }
  return try await body(path)
}

private func makeTemporaryDirectory() throws -> String {
  let name = "switchboard-" + UUID().uuidString.prefix(8)
  let directory = FileManager.default.temporaryDirectory.appendingPathComponent(name)
  try FileManager.default.createDirectory(
    at: directory,
    withIntermediateDirectories: false,
    attributes: [.posixPermissions: 0o700]
  )
  return directory.path
}

private func removeTemporaryDirectory(_ path: String) {
  // What is left behind in the system's temporary directory is no failure of the test.
  try? FileManager.default.removeItem(atPath: path)
}
