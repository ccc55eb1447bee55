public import SystemCalls

/// Why a wait, or an operation that would have to wait, ended without what it waited for.
@usableFromInline
package enum WaitFailure: Error, Hashable, Sendable {
  /// The deadline has passed.
  case timedOut
  /// The task was cancelled.
  case cancelled
  /// The descriptor was closed, or its loop has ended.
  case closed
  /// Another operation of the same direction is under way.
  case busy
  /// The poller refused the descriptor.
  case system(Errno)

  /// What a wake-up means that does not mean to go on.
  @usableFromInline
  init(wake: UInt8) {
    switch Wake(rawValue: wake) {
    case .timedOut: self = .timedOut
    case .cancelled: self = .cancelled
    case .ready, .closed, nil: self = .closed
    }
  }
}
