/// The peer ended the connection in the middle of what it was to send.
public struct EarlyEnd: Error, CustomStringConvertible {
  /// What was being received.
  public var subject: String

  /// An end in the middle of `subject`.
  public init(_ subject: String) {
    self.subject = subject
  }

  /// One line.
  public var description: String { "receive \(subject): the other side closed the connection" }
}
