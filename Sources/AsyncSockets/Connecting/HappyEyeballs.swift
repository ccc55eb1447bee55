/// Connecting to a name that has addresses of two families, one of which may not work: Happy
/// Eyeballs version 2 (RFC 8305), without a socket, a clock or a look-up of its own.
///
/// Whoever drives it makes both look-ups and tells what happens, and when; it answers with what to
/// do. All of the rules come down to one moment, the earliest at which the next attempt may start:
///
/// - An answer of the preferred family, whatever it says, opens the start (§3). An answer of the
///   other family alone opens it a Resolution Delay later (§3).
/// - Each start puts the next off by a Connection Attempt Delay (§5). A failed attempt does away
///   with the delay: there is nothing to give time to.
///
/// Addresses that arrive later join those that wait. The first attempt to connect wins, and all
/// others are cancelled (§5); the look-up that may still be under way should not be: its answer is
/// of use to the resolver's cache (§5).
package struct HappyEyeballs<Address: Sendable, Failure: Error>: Sendable {
  /// What is known of a family.
  private struct Candidates: Sendable {
    var isAnswered = false
    var failure: Failure?
    var waiting: [Address] = []
    /// How many have been started.
    var startedCount = 0
  }

  private enum Attempt: Sendable {
    case running
    case failed(Failure)
    case cancelled
  }

  private let timing: HappyEyeballsTiming
  private var ipv6 = Candidates()
  private var ipv4 = Candidates()
  private var attempts: [Attempt] = []
  private var lastStartedFamily: IPFamily?
  /// The earliest moment at which the next attempt may start.
  private var nextStart = Duration.zero
  /// What the timer was last set to.
  private var timer: Duration?
  /// Whether it has succeeded, failed or been abandoned.
  private(set) package var isOver = false

  /// Nothing is looked up yet and nothing started; the driver begins with both look-ups.
  package init(timing: HappyEyeballsTiming = HappyEyeballsTiming()) {
    self.timing = timing
  }

  /// Takes an event, and says what to do.
  ///
  /// - Parameters:
  ///   - event: what happened. One of an attempt that is not running any more changes nothing, nor
  ///     does any after the end; a timer that fires early is set again.
  ///   - now: when, since whatever moment the driver chooses; never less than before.
  /// - Returns: what to do, in this order; empty for nothing.
  package mutating func handle(_ event: Event, at now: Duration) -> [Action] {
    guard !isOver else { return [] }
    switch event {
    case .answered(let family, let addresses):
      add(addresses, to: family)
      noteAnswer(of: family, at: now)
    case .lookupFailed(let family, let failure):
      self[family].failure = failure
      noteAnswer(of: family, at: now)
    case .timerFired:
      timer = nil
    case .connected(let attempt):
      guard case .running = attempts[attempt] else { return [] }
      return end(with: .succeed(attempt: attempt), sparing: attempt)
    case .attemptFailed(let attempt, let failure):
      guard case .running = attempts[attempt] else { return [] }
      attempts[attempt] = .failed(failure)
      nextStart = now
    }
    return advance(at: now)
  }

  /// Gives up: says what to cancel, and nothing after.
  package mutating func abandon() -> [Action] {
    isOver ? [] : end(with: nil, sparing: nil)
  }

  private mutating func add(_ addresses: [Address], to family: IPFamily) {
    let known = self[family].waiting.count + self[family].startedCount
    self[family].waiting += addresses.prefix(max(0, HappyEyeballsTiming.addressesMax - known))
  }

  private mutating func noteAnswer(of family: IPFamily, at now: Duration) {
    let isFirst = !self[family].isAnswered
    self[family].isAnswered = true
    guard isFirst, attempts.isEmpty else { return }
    nextStart = self[timing.preferred].isAnswered ? now : now + timing.resolutionDelay
  }

  /// Does what the present allows.
  private mutating func advance(at now: Duration) -> [Action] {
    var actions: [Action] = []
    if nextStart <= now, let start = startNext() {
      actions.append(start)
      nextStart = now + timing.attemptDelay
    }
    guard isAnythingLeft else {
      return end(with: .fail(attempts: attemptFailures, lookups: lookupFailures), sparing: nil)
    }
    let wanted = nextFamily == nil ? nil : nextStart
    if wanted != timer { actions.append(wanted.map { .setTimer($0) } ?? .clearTimer) }
    timer = wanted
    return actions
  }

  private mutating func startNext() -> Action? {
    guard let family = nextFamily else { return nil }
    let address = self[family].waiting.removeFirst()
    self[family].startedCount += 1
    lastStartedFamily = family
    attempts.append(.running)
    return .start(attempt: attempts.count - 1, address)
  }

  /// Cancels what runs, but for one, and comes to the end.
  private mutating func end(with last: Action?, sparing spared: Int?) -> [Action] {
    isOver = true
    var actions: [Action] = []
    for attempt in attempts.indices where attempt != spared {
      guard case .running = attempts[attempt] else { continue }
      attempts[attempt] = .cancelled
      actions.append(.cancel(attempt: attempt))
    }
    if timer != nil { actions.append(.clearTimer) }
    timer = nil
    if let last { actions.append(last) }
    return actions
  }

  /// The family whose turn it is (§4); nil where no address waits.
  private var nextFamily: IPFamily? {
    let (preferred, other) = (timing.preferred, timing.preferred.other)
    guard !self[preferred].waiting.isEmpty else {
      return self[other].waiting.isEmpty ? nil : other
    }
    guard !self[other].waiting.isEmpty else { return preferred }
    if self[preferred].startedCount < timing.firstFamilyCount { return preferred }
    return lastStartedFamily?.other ?? preferred
  }

  private var isAnythingLeft: Bool {
    guard ipv6.isAnswered, ipv4.isAnswered, nextFamily == nil else { return true }
    return attempts.contains { if case .running = $0 { true } else { false } }
  }

  private var attemptFailures: [Failure] {
    attempts.compactMap { if case .failed(let failure) = $0 { failure } else { nil } }
  }

  private var lookupFailures: [Failure] {
    [self[timing.preferred].failure, self[timing.preferred.other].failure].compactMap(\.self)
  }

  private subscript(family: IPFamily) -> Candidates {
    get { family == .ipv6 ? ipv6 : ipv4 }
    set {
      switch family {
      case .ipv6: ipv6 = newValue
      case .ipv4: ipv4 = newValue
      }
    }
  }
}
