/// Something that a loop does at the end of its turn, when all jobs have run and before it asks the
/// poller: what many jobs of a turn have collected is done once.
package protocol TurnEndWork: AnyObject, Sendable {
  /// Called on the loop's thread. It must neither wait nor throw.
  ///
  /// - Returns: whether it is to be called at the end of the next turn as well.
  func endTurn() -> Bool
}
