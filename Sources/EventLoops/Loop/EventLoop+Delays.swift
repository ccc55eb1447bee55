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
