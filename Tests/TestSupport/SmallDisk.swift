import Foundation
import Glibc

/// A file system in memory, which is full soon: only root may mount one.
package enum SmallDisk {
  /// Whether this process may, found out by trying.
  package static let isAvailable: Bool = {
    let path = NSTemporaryDirectory() + "/switchboard-" + UUID().uuidString.prefix(8)
    // SAFETY: the path lives through the call.
    guard unsafe mkdir(path, 0o700) == 0 else { return false }
    defer { unsafe _ = rmdir(path) }
    guard attach(path, bytes: 1 << 16) else { return false }
    detach(path)
    return true
  }()

  /// Lends `body` the path of an empty disk of this size.
  package static func with<R: Sendable>(
    bytes: Int,
    _ body: @Sendable @escaping (_ path: String) throws -> R
  ) async throws -> R {
    try await temporaryDirectory { path in
      try await onThread { try attached(path, bytes: bytes) { try body(path) } }
    }
  }

  /// Runs `body` while an empty disk lies over a directory.
  package static func attached<R>(
    _ path: String,
    bytes: Int = 1 << 20,
    _ body: () throws -> R
  ) throws -> R {
    guard attach(path, bytes: bytes) else { throw CocoaError(.fileWriteNoPermission) }
    defer { detach(path) }
    return try body()
  }

  /// The same for a body that waits.
  package static func attached<R>(
    _ path: String,
    bytes: Int = 1 << 20,
    _ body: nonisolated(nonsending) () async throws -> R
  ) async throws -> R {
    guard attach(path, bytes: bytes) else { throw CocoaError(.fileWriteNoPermission) }
    defer { detach(path) }
    return try await body()
  }

  private static func attach(_ path: String, bytes: Int) -> Bool {
    // SAFETY: the texts live through the call.
    unsafe mount("none", path, "tmpfs", 0, "size=\(bytes)") == 0
  }

  /// Takes it away, also from under a descriptor that a failed test has left open.
  private static func detach(_ path: String) {
    // SAFETY: the path lives through the call.
    unsafe _ = umount2(path, Int32(MNT_DETACH))
  }
}
