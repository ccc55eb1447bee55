internal import Synchronization

/// The last bytes of an upload, which are written in the call that puts the file in its place: a
/// small file waits for the disk once less.
final class LastPiece: Sendable {
  private let kept = Mutex<UploadPiece?>(nil)

  /// Keeps it for the end.
  func keep(_ piece: UploadPiece) {
    kept.withLock { $0 = piece }
  }

  /// What was kept, once.
  func take() -> UploadPiece? {
    kept.withLock { kept in
      defer { kept = nil }
      return kept
    }
  }
}
