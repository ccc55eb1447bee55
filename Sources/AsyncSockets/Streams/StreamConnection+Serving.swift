package import EventLoops
internal import Sockets

// What a server does with a connection beside its handler.
extension StreamConnection {
  /// Limits every wait that begins from now on: on the loop's thread; see
  /// `Registration.limitWaits(to:until:)`.
  package final func limitWaits(to duration: Duration?, until deadline: Deadline) {
    core.registration.limitWaits(to: duration, until: deadline)
  }

  /// The same for the length of a wait alone, from any thread.
  package final func limitWaits(to duration: Duration?) async {
    await core.loop.runOperation {
      core.registration.limitWaits(to: duration, until: core.registration.lastMoment)
    }
  }

  /// Ends the read that waits, or the next one that would, as a cancellation does: from any thread.
  ///
  /// - Parameter isWanted: asked on the loop's thread, when the read is about to be ended: by then
  ///   the one that is meant can be over, and another be under way.
  package final func interruptReading(where isWanted: @escaping @Sendable () -> Bool) {
    core.loop.execute { [self] in
      if !core.registration.isClosed, isWanted() { core.registration.interruptReading() }
    }
  }

  /// The same at once, and in any case: the caller's next read takes what is there, and does not
  /// wait for more.
  package final func interruptNextRead() async {
    await core.loop.runOperation {
      // What the poller has not told yet is found as well.
      core.registration.noteReady(.reading)
      core.registration.interruptReading()
    }
  }

  /// Takes back an interruption that has met no wait: from any thread.
  package final func takeBackInterruption() {
    if core.loop.isCurrent {
      core.registration.takeInterruption()
    } else {
      core.loop.execute { [self] in core.registration.takeInterruption() }
    }
  }

  /// Lets reading come to the end behind what has arrived: shutdown(2) `SHUT_RD`, from any thread.
  ///
  /// A connection that is gone already is left as it is.
  package final func endReading() {
    try? core.shutdown(.receiving)
  }

  /// Whether a read has met the end of the stream: on the loop's thread.
  package final var hasReadEnd: Bool { core.registration.hasEnded }
}
