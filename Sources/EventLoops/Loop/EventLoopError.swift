internal import SystemCalls

/// Why something that waits on an event loop ended before its time.
public enum EventLoopError: Error, Hashable, Sendable {
  /// The task was cancelled.
  case cancelled
  /// The loop has ended.
  case closed
  /// The deadline of `withDeadline` has passed.
  case timedOut
  /// The system is short of descriptors, memory or threads: its error number, errno(3).
  case system(Int32)
}

extension EventLoopError: CustomStringConvertible {
  /// A few words, as they stand at the end of a message.
  public var description: String {
    switch self {
    case .cancelled: "cancelled"
    case .closed: "the event loop has ended"
    case .timedOut: "timed out"
    case .system(let number): Errno(rawValue: number).description
    }
  }
}
