import Foundation

/// What a program says, read as it comes, so that the program never waits for its reader.
///
/// Its state is guarded by its condition, hence `@unchecked`.
final class CollectedOutput: @unchecked Sendable {
  private let condition = NSCondition()
  private var data = Data()
  private var isComplete = false

  /// Reads `file` to its end on a thread of its own.
  init(_ file: FileHandle) {
    Thread.detachNewThread { [self] in
      while let piece = Self.read(file) { update { data += piece } }
      update { isComplete = true }
    }
  }

  /// What is there; nil at the end, which a terminal that nobody has open any more tells as an
  /// error.
  private static func read(_ file: FileHandle) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // SAFETY: read writes into the array, which lives until it returns, and no more than its count.
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe Foundation.read(file.fileDescriptor, bytes.baseAddress, bytes.count)
    }
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  /// What has come so far.
  var text: String { condition.withLock { String(decoding: data, as: UTF8.self) } }

  /// Waits for a text with a property, such as a first line.
  func wait<R>(for subject: String, _ find: (String) -> R?) throws -> R {
    let deadline = Patience.deadline
    return try condition.withLock {
      while true {
        let text = String(decoding: data, as: UTF8.self)
        if let found = find(text) { return found }
        guard !isComplete, condition.wait(until: deadline) else {
          throw Failure("no \(subject) in \(text.debugDescription)")
        }
      }
    }
  }

  /// Waits for the end, and gives all of it.
  func complete() throws -> Data {
    let deadline = Patience.deadline
    return try condition.withLock {
      while !isComplete {
        guard condition.wait(until: deadline) else { throw Failure("output does not end") }
      }
      return data
    }
  }

  private func update(_ change: () -> Void) {
    condition.withLock {
      change()
      condition.broadcast()
    }
  }
}
