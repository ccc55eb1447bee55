extension HappyEyeballs {
  /// What happened outside.
  package enum Event: Sendable {
    /// A look-up has its answer, in the order in which the addresses are to be tried; empty where
    /// the name has none of this family.
    case answered(IPFamily, [Address])
    /// A look-up failed.
    case lookupFailed(IPFamily, Failure)
    /// The moment of the last `setTimer` has come.
    case timerFired
    /// The attempt is connected.
    case connected(attempt: Int)
    /// The attempt failed; whatever it had open is closed.
    case attemptFailed(attempt: Int, Failure)
  }

  /// What is to be done now, in the order given.
  package enum Action: Sendable {
    /// Start to connect to the address; attempts are numbered from 0 in the order of their start.
    case start(attempt: Int, Address)
    /// Say `timerFired` at this moment, measured as the events' is, and forget an earlier one.
    case setTimer(Duration)
    /// Forget the moment of the last `setTimer`.
    case clearTimer
    /// Stop the attempt and close what it has open, even if it was just connected.
    case cancel(attempt: Int)
    /// Done: this attempt's connection is the one.
    case succeed(attempt: Int)
    /// Done: nothing connected, and there is nothing left to try.
    ///
    /// The failures of attempts are in the order in which they were started, those of look-ups
    /// preferred family first. Where both are empty the name has no address.
    case fail(attempts: [Failure], lookups: [Failure])
  }
}

extension HappyEyeballs.Action: Equatable where Address: Equatable, Failure: Equatable {}
