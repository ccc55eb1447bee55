/// A loop was held for so long that its other tasks noticed.
public struct EventLoopDelay: Hashable, Sendable {
  /// How long a loop may be held without a report: 100 ms, which people notice.
  public static let threshold = Duration.nanoseconds(thresholdNanoseconds)

  static let thresholdNanoseconds: Int64 = 100_000_000

  /// Which loop of its group it was, from 0.
  public var loopIndex: Int
  /// From when the loop was told what is ready until it could ask again.
  public var duration: Duration
  /// How many jobs ran meanwhile: one that took long, or many.
  public var jobCount: Int
}

extension EventLoop {
  /// Tells of a delay, if this turn was one.
  ///
  /// - Parameter jobCount: how many jobs ran in it.
  func reportDelay(_ jobCount: Int) {
    // SAFETY: this is the loop's thread.
    let held = unsafe core.pointee.clock.nanoseconds - core.pointee.turnBegan
    guard held > EventLoopDelay.thresholdNanoseconds else { return }
    onDelay?(
      EventLoopDelay(loopIndex: index, duration: .nanoseconds(held), jobCount: jobCount)
    )
  }
}
