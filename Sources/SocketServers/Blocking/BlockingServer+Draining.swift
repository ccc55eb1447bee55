internal import Sockets

// The end of `serve`: wait for the handlers, then help them.
extension BlockingServer {
  /// How long handlers have to return once their connections have been closed under them.
  static let closingGrace = Duration.seconds(1)

  func drain() throws(SocketError) -> ShutdownReport {
    roster.startDraining()
    // A server that ended by itself, after its last connection, waits for it as long as it takes.
    if !shutdown.isRequested { try waitForHandlers(until: nil, orShutdown: true) }
    let clock = ContinuousClock()
    if roster.count > 0 { try waitForHandlers(until: clock.now + shutdown.grace) }
    let closedCount = roster.shutDownAll()
    if closedCount > 0 { try waitForHandlers(until: clock.now + Self.closingGrace) }
    return ShutdownReport(
      handledCount: roster.openedCount,
      closedCount: closedCount,
      abandonedCount: roster.count
    )
  }

  private func waitForHandlers(
    until end: ContinuousClock.Instant?,
    orShutdown: Bool = false
  ) throws(SocketError) {
    while roster.count > 0 {
      let left = end.map { $0 - ContinuousClock().now }
      if let left, left <= .zero { return }
      var list = ReadinessList()
      list.append(roster.descriptorNumber, for: .receiving)
      if orShutdown { list.append(shutdown.descriptorNumber, for: .receiving) }
      _ = try list.wait(timeout: left)
      if orShutdown, list[1] != [] { return }
      roster.clear()
    }
  }
}
