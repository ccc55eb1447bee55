/// How a server ended.
public struct ShutdownReport: Hashable, Sendable {
  /// Connections, or datagrams, that were handed to a handler.
  public var handledCount: UInt64
  /// Connections that had to be closed because the grace period was over.
  public var closedCount: Int
  /// Handlers that had not returned a moment after that; their threads go on by themselves.
  public var abandonedCount: Int

  /// A report, for tests of what is done with one.
  public init(handledCount: UInt64, closedCount: Int, abandonedCount: Int) {
    self.handledCount = handledCount
    self.closedCount = closedCount
    self.abandonedCount = abandonedCount
  }
}
