/// What every byte stream promises, one by one.
public enum ByteStreamPromise: String, CaseIterable, Sendable {
  // How bytes cross.
  case bytesCrossInOrder = "bytes cross in order, both ways"
  case readsAppendWhatFits = "a read appends what fits, and leaves the rest"
  case readsWithoutRoomTakeNothing = "a read without room takes nothing"
  case writesOfNothingAreNothing = "a write of nothing is nothing"
  case everyByteCrossesAlone = "a byte alone is not kept back"
  case anySizesGiveTheWhole = "writes and reads of any sizes give the whole"
  case largeTransfersCrossAtOnce = "both directions carry more than fits, at the same time"
  case waitingForBytesTakesNothing = "waiting for bytes takes none"

  // How the writing half ends.
  case endingOneHalfLeavesTheOther = "ending one half leaves the other, in either order"
  case theEndStays = "the end of the stream stays the end"
  case theEndWakesAReader = "the end wakes a waiting reader"
  case writingEndsOnce = "writing after its end fails, ending it again does nothing"

  // How a stream closes.
  case closingLosesNothing = "what was written before closing reaches the peer"
  case closedStreamsRefuse = "a closed stream refuses every call but closing"
  case closingWakesAReader = "closing wakes a waiting reader"
  case closingWakesAWriter = "closing wakes a waiting writer"
  case thePeersClosingEndsReading = "the peer's closing is the end for a waiting reader"
  case thePeersClosingFailsWriting = "the peer's closing fails a waiting writer"

  // What may happen at the same time.
  case writesPassAWaitingRead = "a write passes while a read waits"
  case secondReadersAreRefused = "a second reader is refused, and harms nothing"
  case secondWritersAreRefused = "a second writer is refused, and harms nothing"

  // What cancellation does.
  case cancelledReadsLoseNothing = "a cancelled read loses nothing"
  case cancelledReadsLoseNothingInARace = "a read that is cancelled while bytes come loses nothing"
  case cancelledWritesTransferAPrefix = "a cancelled write transfers a prefix, and harms no reading"
}
