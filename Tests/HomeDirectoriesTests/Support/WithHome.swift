import Foundation
import HomeDirectories
import TestSupport

/// A home in a directory of its own, with something beside it that nobody may reach.
struct TestHome: Sendable {
  let home: HomeDirectory
  /// Where the home is.
  let path: String
  /// The directory beside it.
  let outside: String

  /// The path of what is in the home.
  func file(_ name: String) -> String { path + "/" + name }
}

/// Lends `body` an empty home, beside which lies a directory `outside` with a file `secret`.
func withHome<R: Sendable>(
  _ settings: HomeSettings = HomeSettings(),
  _ body: @Sendable @escaping (TestHome) throws -> R
) async throws -> R {
  try await temporaryDirectory { directory in
    let outside = directory + "/outside"
    try FileManager.default.createDirectory(
      atPath: outside,
      withIntermediateDirectories: false
    )
    try Data("secret".utf8).write(to: URL(fileURLWithPath: outside + "/secret"))
    let path = directory + "/base"
    let home = try HomeDirectory(at: path, makingWith: 0o700, settings: settings)
    return try await onThread { try body(TestHome(home: home, path: path, outside: outside)) }
  }
}
