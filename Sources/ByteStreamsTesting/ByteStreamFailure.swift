/// A promise that a stream has not kept.
public struct ByteStreamFailure: Error, CustomStringConvertible {
  /// The stream, as the check was told to name it.
  public let streamName: String
  /// Which promise it is.
  public let promise: ByteStreamPromise
  /// What happened instead, with the seed where there was randomness.
  public let reason: String

  /// One line: `TCP: the end of the stream stays the end: read 3 bytes after the end`.
  public var description: String { "\(streamName): \(promise.rawValue): \(reason)" }
}

/// What happened instead of what was promised.
struct BrokenPromise: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

/// Throws unless what was promised has happened.
func expect(_ isKept: Bool, _ reason: @autoclosure () -> String) throws {
  guard isKept else { throw BrokenPromise(reason()) }
}
