/// What every byte stream promises, one by one.
public enum ByteStreamPromise: String, CaseIterable, Sendable {
  // How bytes cross.
  /// What is written at one end is read at the other, whole and in its order.
  case bytesCrossInOrder = "bytes cross in order, both ways"
  /// A read puts behind what is in the buffer as much as fits, tells how much, and leaves the rest.
  case readsAppendWhatFits = "a read appends what fits, and leaves the rest"
  /// A read into a buffer without a free byte gives 0 at once.
  case readsWithoutRoomTakeNothing = "a read without room takes nothing"
  /// A write of no bytes is no call, and above all not the end.
  case writesOfNothingAreNothing = "a write of nothing is nothing"
  /// A byte that the peer waits for comes, although no other follows it.
  case everyByteCrossesAlone = "a byte alone is not kept back"
  /// However writes and reads are cut, in both directions at once, nothing is lost or added.
  case anySizesGiveTheWhole = "writes and reads of any sizes give the whole"
  /// Each direction waits for its own reader only, with more bytes than the connection holds.
  case largeTransfersCrossAtOnce = "both directions carry more than fits, at the same time"
  /// `waitForBytes` leaves the bytes, and the end, to the read that follows.
  case waitingForBytesTakesNothing = "waiting for bytes takes none"
  /// What `readAtOnce` and `writeAtOnce` do counts, and what they leave `read` and `write` do.
  case firstAttemptsAreContinued = "what is not done at once is left to the call that waits"

  // How the writing half ends.
  /// A peer that reads to the end may still write, whichever half ends first.
  case endingOneHalfLeavesTheOther = "ending one half leaves the other, in either order"
  /// Every read after the end gives 0 again, also after a write.
  case theEndStays = "the end of the stream stays the end"
  /// A read that waits when the peer ends its half gives 0, and is no error.
  case theEndWakesAReader = "the end wakes a waiting reader"
  /// A write after `finishWriting` throws; `finishWriting` again does nothing.
  case writingEndsOnce = "writing after its end fails, ending it again does nothing"

  // How a stream closes.
  /// A write that has returned before `close` arrives whole, and then the end.
  case closingLosesNothing = "what was written before closing reaches the peer"
  /// Reading, writing and ending throw after `close`; closing again does nothing.
  case closedStreamsRefuse = "a closed stream refuses every call but closing"
  /// A read that waits when its own end is closed throws.
  case closingWakesAReader = "closing wakes a waiting reader"
  /// A write that waits when its own end is closed throws.
  case closingWakesAWriter = "closing wakes a waiting writer"
  /// A read that waits when the peer closes gives 0.
  case thePeersClosingEndsReading = "the peer's closing is the end for a waiting reader"
  /// A write that waits when the peer closes throws, and so does a later one.
  case thePeersClosingFailsWriting = "the peer's closing fails a waiting writer"

  // What may happen at the same time.
  /// Reading and writing at the same time do not hold each other up.
  case writesPassAWaitingRead = "a write passes while a read waits"
  /// Of two reads at once one throws, and the other gets what comes.
  case secondReadersAreRefused = "a second reader is refused, and harms nothing"
  /// Of two writes at once one throws, and the other is written whole.
  case secondWritersAreRefused = "a second writer is refused, and harms nothing"

  // What cancellation does.
  /// A read that is cancelled while it waits throws; the next gets what comes.
  case cancelledReadsLoseNothing = "a cancelled read loses nothing"
  /// The same where bytes come at that moment: they are given, by this read or the next.
  case cancelledReadsLoseNothingInARace = "a read that is cancelled while bytes come loses nothing"
  /// A write that is cancelled while it waits throws; what has crossed is the beginning of it.
  case cancelledWritesTransferAPrefix = "a cancelled write transfers a prefix, and harms no reading"
}
