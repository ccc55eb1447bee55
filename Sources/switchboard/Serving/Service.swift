import EventLoops

/// One bound address, and how it is served.
struct Service: Sendable {
  /// Where it is.
  var address: BoundAddress
  /// Takes clients and serves them, until `stop` or the task's cancellation; waits for those that
  /// are still there.
  var serve: @Sendable () async throws -> Void
  /// Takes nobody new from now on; a second time does nothing.
  var stop: @Sendable () async -> Void
}
