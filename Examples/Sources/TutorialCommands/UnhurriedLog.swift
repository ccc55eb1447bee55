import Foundation
import Synchronization

/// Lines on standard error that nobody waits for: what an event loop may write.
///
/// A line that the reader has no room for is left out, and the next that goes says how many were.
final class UnhurriedLog: Sendable {
  /// The longest line, in bytes: a pipe that has room at all takes so much at once (`PIPE_BUF`).
  private static let lineBytesMax = Int(PIPE_BUF) / 2

  private let leftOutCount = Mutex(0)

  init() {}

  /// Writes a line, if there is room.
  func write(_ line: String) {
    leftOutCount.withLock { count in
      guard Self.hasRoom else {
        count += 1
        return
      }
      if count > 0 { TutorialProgram.log("\(count) lines were left out, as nobody read them") }
      count = 0
      TutorialProgram.log(String(decoding: line.utf8.prefix(Self.lineBytesMax), as: UTF8.self))
    }
  }

  /// Whether a line can be written without waiting.
  private static var hasRoom: Bool {
    var entry = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    // SAFETY: poll reads and writes the one entry, which lives until it returns.
    return unsafe poll(&entry, 1, 0) == 1 && entry.revents & Int16(POLLOUT) != 0
  }
}
