internal import Synchronization
internal import SystemCalls

/// Lets one thread at a time end names in a directory, or begin to write to what they stand for.
///
/// What was there and what the change has freed is two calls, which others must not come between:
/// the quota would be told of another file. The kernel does such changes of a directory one after
/// another in any case, so nobody waits longer for it.
///
/// All homes of the process share one: they may lie within each other.
final class DirectoryLocks: Sendable {
  static let shared = DirectoryLocks()

  private final class Lock: Sendable {
    let isHeld = Mutex(())
  }

  private struct Entry {
    let lock = Lock()
    var userCount = 0
  }

  /// Of the directories in which something is changed now.
  private let entries = Mutex<[FileIdentity: Entry]>([:])

  /// Holds the lock of a directory while something is done.
  func withLock<R: ~Copyable & Sendable>(
    of place: borrowing HomePlace,
    _ body: () throws(HomeError) -> R
  ) throws(HomeError) -> R {
    try withLock(of: try place.directoryIdentity(), body)
  }

  /// Holds the locks of two directories, or the one of both, while something is done.
  func withLocks<R: ~Copyable & Sendable>(
    of first: borrowing HomePlace,
    _ second: borrowing HomePlace,
    _ body: () throws(HomeError) -> R
  ) throws(HomeError) -> R {
    let (first, second) = (try first.directoryIdentity(), try second.directoryIdentity())
    if first == second { return try withLock(of: first, body) }
    // In one order, or two who hold one each would wait for each other.
    return try withLock(of: min(first, second)) { () throws(HomeError) in
      try withLock(of: max(first, second), body)
    }
  }

  private func withLock<R: ~Copyable & Sendable>(
    of directory: FileIdentity,
    _ body: () throws(HomeError) -> R
  ) throws(HomeError) -> R {
    let lock = enter(directory)
    defer { leave(directory) }
    return try lock.isHeld.withLock { _ throws(HomeError) in try body() }
  }

  private func enter(_ directory: FileIdentity) -> Lock {
    entries.withLock { entries in
      entries[directory, default: Entry()].userCount += 1
      return entries[directory, default: Entry()].lock
    }
  }

  private func leave(_ directory: FileIdentity) {
    entries.withLock { entries in
      entries[directory]?.userCount -= 1
      if entries[directory]?.userCount == 0 { entries[directory] = nil }
    }
  }
}
