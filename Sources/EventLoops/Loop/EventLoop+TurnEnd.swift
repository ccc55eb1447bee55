extension EventLoop {
  /// Calls `work` at the end of this turn: on the loop's thread.
  package func atTurnEnd(_ work: any TurnEndWork) {
    // SAFETY: this is the loop's thread.
    unsafe core.pointee.turnEndWorks.append(work)
  }

  /// Does what is to be done at the end of a turn.
  func endTurn() {
    // SAFETY: this is the loop's thread.
    guard unsafe !core.pointee.turnEndWorks.isEmpty else { return }
    let works = unsafe core.pointee.turnEndWorks
    unsafe core.pointee.turnEndWorks = []
    unsafe core.pointee.operationsLeft = LoopCore.operationsPerJob
    let remaining = works.filter { $0.endTurn() }
    unsafe core.pointee.turnEndWorks.insert(contentsOf: remaining, at: 0)
  }
  /// Does what is to be done once more, and forgets it: the loop has no other turn.
  ///
  /// What it would wait for does not come any more, and works keep their loop alive.
  func dropTurnEndWorks() {
    endTurn()
    // SAFETY: this is the loop's thread, or stands for it.
    let works = unsafe core.pointee.turnEndWorks
    unsafe core.pointee.turnEndWorks = []
    _ = consume works
  }
}
