import ByteStreams

/// The checks of the promises, each on new connections, seen from the first end.
struct PromiseCheck<First: ByteStream & Sendable, Second: ByteStream & Sendable>: Sendable {
  let largeBytes: Int
  let seeds: Range<UInt64>
  let errorKind: (@Sendable (any Error) -> ByteStreamErrorKind?)?
  let makePair: @Sendable () async throws -> (First, Second)

  init<A, B>(
    _ conformance: ByteStreamConformance<A, B>,
    makePair: @escaping @Sendable () async throws -> (First, Second)
  ) {
    largeBytes = conformance.largeBytes
    seeds = conformance.seeds
    errorKind = conformance.errorKind
    self.makePair = makePair
  }

  func check(of promise: ByteStreamPromise) -> @Sendable () async throws -> Void {
    switch promise {
    case .bytesCrossInOrder: bytesCrossInOrder
    case .readsAppendWhatFits: readsAppendWhatFits
    case .readsWithoutRoomTakeNothing: readsWithoutRoomTakeNothing
    case .writesOfNothingAreNothing: writesOfNothingAreNothing
    case .everyByteCrossesAlone: everyByteCrossesAlone
    case .anySizesGiveTheWhole: anySizesGiveTheWhole
    case .largeTransfersCrossAtOnce: largeTransfersCrossAtOnce
    case .waitingForBytesTakesNothing: waitingForBytesTakesNothing
    case .firstAttemptsAreContinued: firstAttemptsAreContinued
    case .endingOneHalfLeavesTheOther: endingOneHalfLeavesTheOther
    case .theEndStays: theEndStays
    case .theEndWakesAReader: theEndWakesAReader
    case .writingEndsOnce: writingEndsOnce
    case .closingLosesNothing: closingLosesNothing
    case .closedStreamsRefuse: closedStreamsRefuse
    case .closingWakesAReader: closingWakesAReader
    case .closingWakesAWriter: closingWakesAWriter
    case .thePeersClosingEndsReading: thePeersClosingEndsReading
    case .thePeersClosingFailsWriting: thePeersClosingFailsWriting
    case .writesPassAWaitingRead: writesPassAWaitingRead
    case .secondReadersAreRefused: secondReadersAreRefused
    case .secondWritersAreRefused: secondWritersAreRefused
    case .cancelledReadsLoseNothing: cancelledReadsLoseNothing
    case .cancelledReadsLoseNothingInARace: cancelledReadsLoseNothingInARace
    case .cancelledWritesTransferAPrefix: cancelledWritesTransferAPrefix
    }
  }

  /// Makes a connection, and closes both ends after `body`, whatever comes of it.
  func onConnection(_ body: (First, Second) async throws -> Void) async throws {
    let first: First
    let second: Second
    do {
      (first, second) = try await makePair()
    } catch {
      throw BrokenPromise("no connection: \(error)")
    }
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(first, second))
    } catch {
      result = .failure(error)
    }
    await first.close()
    await second.close()
    try result.get()
  }

  /// Throws unless a call has failed, and for the right reason.
  func expectFailure<R>(
    _ result: Result<R, any Error>,
    of call: String,
    as kind: ByteStreamErrorKind? = nil
  ) throws {
    switch result {
    case .success(let value):
      throw BrokenPromise("\(call) gave \(value) and no error")
    case .failure(let error):
      guard let kind, let errorKind else { return }
      try expect(errorKind(error) == kind, "\(call) failed as \(error), which is not \(kind)")
    }
  }
}
