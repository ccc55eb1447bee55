/// A connection's number: from 1, never twice in a server's life.
public struct ConnectionID: Hashable, Sendable, CustomStringConvertible {
  let number: UInt64

  /// The number in decimal.
  public var description: String { String(number) }
}
