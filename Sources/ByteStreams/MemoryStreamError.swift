/// Why a call of a stream in memory has failed.
public struct MemoryStreamError: Error, Hashable {
  /// What went wrong.
  public enum Cause: Hashable, Sendable {
    /// Another read is waiting where this was a read, or another write where this was a write.
    case busy
    /// The task was cancelled while the call waited.
    case cancelled
    /// This end was closed.
    case closed
    /// The writing half of this end was ended.
    case finished
    /// The peer has closed its end, and nobody reads what is written.
    case peerClosed
    /// The peer has broken the connection off.
    case reset
    /// What a test has chosen; see `MemoryStream.failReads`.
    case chosen(String)
  }

  /// What went wrong.
  public let cause: Cause

  /// How many bytes a write had handed over before it failed; 0 for every other call.
  public let transferredBytes: Int

  /// An error with a cause.
  public init(_ cause: Cause, transferredBytes: Int = 0) {
    self.cause = cause
    self.transferredBytes = transferredBytes
  }
}

extension MemoryStreamError: CustomStringConvertible {
  /// One line: `memory stream: reset after 3 bytes`.
  public var description: String {
    let suffix = transferredBytes == 0 ? "" : " after \(transferredBytes) bytes"
    return "memory stream: \(cause)\(suffix)"
  }
}

extension MemoryStreamError.Cause: CustomStringConvertible {
  /// A few words: `writing has ended`.
  public var description: String {
    switch self {
    case .busy: "busy"
    case .cancelled: "cancelled"
    case .closed: "closed"
    case .finished: "writing has ended"
    case .peerClosed: "the peer has closed"
    case .reset: "reset"
    case .chosen(let text): text
    }
  }
}
