internal import EventLoops
internal import SocketAddresses
internal import Synchronization

/// Who may come in: counts connections, handshakes and memory against the limits of a server, over
/// all its listeners and loops.
final class Admission: Sendable {
  /// What is taken for a connection, and given back at its end.
  struct Share: Hashable, Sendable {
    /// A place among the connections.
    var connections = 0
    /// A place among those that are not at their handler yet.
    var handshakes = 0
    /// Memory for buffers.
    var bufferBytes = 0
  }

  private struct State {
    var taken = Share()
    var ofPeers: [PeerGroup: Int] = [:]
    var bucket: TokenBucket?
    /// Who waits, in the order in which they came.
    var waiting: [(share: Share, waiter: Waiter<Bool>)] = []
    var isOver = false
  }

  let limits: ServerLimits
  private let state: Mutex<State>

  /// - Parameters:
  ///   - limits: what it keeps to.
  ///   - now: the moment of the loops' clock.
  init(_ limits: ServerLimits, at now: Deadline) {
    self.limits = limits
    var state = State()
    state.bucket = limits.acceptRate.map { TokenBucket($0, at: now.nanoseconds) }
    self.state = Mutex(state)
  }

  /// Takes a share, if there is one and nobody waits for one before.
  ///
  /// - Returns: why not; nil where it was taken.
  func take(_ share: Share) -> RefusalReason? {
    state.withLock { state in
      if state.isOver { return .draining }
      if let reason = reason(against: share, state.taken) { return reason }
      let isNext = state.waiting.allSatisfy {
        reason(against: $0.share, state.taken) == .tooManyHandshakes
      }
      guard isNext else { return .tooManyConnections }
      state.taken.add(share)
      return nil
    }
  }

  /// Takes a share, waiting until there is one: first come, first served, but that who waits for
  /// the end of handshakes holds up nobody who needs none.
  ///
  /// - Returns: nil where it was taken; else why not: `.draining` where the server ends or the task
  ///   was cancelled, `.noBufferMemory` where even an empty server has not as much.
  func waitFor(_ share: Share) async -> RefusalReason? {
    guard share.bufferBytes <= limits.bufferBytes ?? .max else { return .noBufferMemory }
    if take(share) == nil { return nil }
    let waiter = Waiter<Bool>()
    let isTaken = await waiter.wait(cancelled: false) {
      let isOver = state.withLock { state in
        if !state.isOver { state.waiting.append((share, waiter)) }
        return state.isOver
      }
      if isOver { waiter.give(false) } else { serveWaiting() }
    } leave: { [self] in
      state.withLock { $0.waiting.removeAll { $0.waiter === waiter } }
      serveWaiting()
    }
    return isTaken ? nil : .draining
  }

  /// Gives back a share.
  func giveBack(_ share: Share) {
    let anybody = state.withLock { state in
      state.taken.subtract(share)
      return !state.waiting.isEmpty
    }
    if anybody { serveWaiting() }
  }

  /// Takes memory for a connection that has its place already.
  ///
  /// - Returns: whether there was as much.
  func takeMemory(_ count: Int) -> Bool {
    state.withLock { state in
      guard count <= (limits.bufferBytes ?? .max) - state.taken.bufferBytes else { return false }
      state.taken.bufferBytes += count
      return true
    }
  }

  /// Lets nobody in any more: who waits goes away empty.
  func close() {
    let waiting = state.withLock { state in
      state.isOver = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for (_, waiter) in waiting { waiter.give(false) }
  }

  /// What is taken at present.
  var taken: Share { state.withLock { $0.taken } }

  /// Connections that wait for a share.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Gives shares to those who wait, as long as there are any for the next.
  private func serveWaiting() {
    while let waiter = takeForNext() {
      // One that was cancelled just now does not want it any more.
      if !waiter.waiter.give(true) { giveBackSilently(waiter.share) }
    }
  }

  private func takeForNext() -> (share: Share, waiter: Waiter<Bool>)? {
    state.withLock { state in
      for (index, next) in state.waiting.enumerated() {
        guard let reason = reason(against: next.share, state.taken) else {
          state.taken.add(next.share)
          return state.waiting.remove(at: index)
        }
        guard reason == .tooManyHandshakes else { return nil }
      }
      return nil
    }
  }

  private func giveBackSilently(_ share: Share) {
    state.withLock { $0.taken.subtract(share) }
  }

  private func reason(against share: Share, _ taken: Share) -> RefusalReason? {
    if taken.connections + share.connections > max(1, limits.connections) {
      return .tooManyConnections
    }
    if share.handshakes > 0, taken.handshakes + share.handshakes > max(1, limits.handshakes) {
      return .tooManyHandshakes
    }
    if share.bufferBytes > (limits.bufferBytes ?? .max) - taken.bufferBytes {
      return .noBufferMemory
    }
    return nil
  }
}

// Peers and rates.
extension Admission {
  /// Counts a connection of a peer.
  ///
  /// - Returns: false where the peer has as many as it may; it was not counted then.
  func enter(_ peer: PeerGroup?) -> Bool {
    guard let peer, let most = limits.connectionsPerPeer else { return true }
    return state.withLock { state in
      guard state.ofPeers[peer, default: 0] < most else { return false }
      state.ofPeers[peer, default: 0] += 1
      return true
    }
  }

  /// Counts it no longer.
  func leave(_ peer: PeerGroup?) {
    guard let peer, limits.connectionsPerPeer != nil else { return }
    state.withLock { state in
      let left = state.ofPeers[peer, default: 1] - 1
      state.ofPeers[peer] = left > 0 ? left : nil
    }
  }

  /// Asks whether one more may come at this rate.
  ///
  /// - Returns: nil where it may, and was counted; else when it may.
  func nextMoment(at now: Deadline) -> Deadline? {
    guard limits.acceptRate != nil else { return nil }
    return state.withLock { state in
      guard var bucket = state.bucket else { return nil }
      defer { state.bucket = bucket }
      if bucket.take(at: now.nanoseconds) { return nil }
      let wait = bucket.nanoseconds(until: 1, at: now.nanoseconds) ?? .max
      return now.advanced(by: .nanoseconds(wait))
    }
  }
}

extension Admission.Share {
  fileprivate mutating func add(_ other: Self) {
    connections += other.connections
    handshakes += other.handshakes
    bufferBytes += other.bufferBytes
  }

  fileprivate mutating func subtract(_ other: Self) {
    connections -= other.connections
    handshakes -= other.handshakes
    bufferBytes -= other.bufferBytes
  }
}
