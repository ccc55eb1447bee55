import Foundation
import TutorialCommands

/// Why a local file cannot be read or written.
struct FileFailure: Error, CustomStringConvertible {
  let description: String

  /// `operation` on the file at `path` failed with an `errno`.
  init(_ operation: String, _ path: String, _ number: Int32) {
    description = "\(operation) \(path): \(systemMessage(number))"
  }

  /// `operation` on the file at `path` failed for another reason.
  init(_ operation: String, _ path: String, _ reason: String) {
    description = "\(operation) \(path): \(reason)"
  }
}
