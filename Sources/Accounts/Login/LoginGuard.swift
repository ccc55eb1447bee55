package import SocketAddresses
internal import Synchronization

/// Counts failed logins by address and by account, says how long to hold back the answer, and bans
/// addresses for a time.
///
/// Accounts are never banned: their users would be whoever an attacker names. An IPv6 address
/// counts as all with its first 64 bits, which one customer commonly has (RFC 6177). Nothing is
/// counted of peers without an IP address, as those of Unix sockets, but their failures by account.
///
/// All is in memory, and forgotten with the process. It never blocks for long, and many threads may
/// use it. It has no clock: moments are of any clock that does not go back, as the time since the
/// machine has started.
package final class LoginGuard: Sendable {
  private struct State {
    var addresses: RecentTable<IPNetwork, FailureRecord>
    var accounts: RecentTable<AccountName, FailureRecord>
  }

  private let limits: LoginLimits
  private let state: Mutex<State>

  /// Nobody has failed yet.
  package init(limits: LoginLimits = LoginLimits()) {
    self.limits = limits
    state = Mutex(
      State(
        addresses: RecentTable(recordsMax: limits.recordsMax),
        accounts: RecentTable(recordsMax: limits.recordsMax)
      )
    )
  }

  /// Until when an address is banned; nil if it is not.
  ///
  /// - Parameters:
  ///   - peer: nil is never banned.
  ///   - now: the moment.
  /// - Returns: the end of the ban, which is after `now`.
  package func banEnd(of peer: IPAddress?, at now: Duration) -> Duration? {
    guard let source = Self.source(peer) else { return nil }
    return state.withLock { $0.addresses[source]?.banEnd(at: now) }
  }

  /// The bans that hold, those that end first before the others.
  package func bans(at now: Duration) -> [LoginBan] {
    state.withLock { state in
      state.addresses.entries.compactMap { source, record in
        record.banEnd(at: now).map { LoginBan(source: source, end: $0) }
      }
    }
    .sorted { ($0.end, $0.source) < ($1.end, $1.source) }
  }

  /// Ends the ban of an address, with those that share it, and forgets their failures.
  ///
  /// - Parameters:
  ///   - peer: whose.
  ///   - now: the moment.
  /// - Returns: whether it was banned.
  package func liftBan(of peer: IPAddress, at now: Duration) -> Bool {
    guard let source = Self.source(peer) else { return false }
    return state.withLock { state in
      guard state.addresses[source]?.banEnd(at: now) != nil else { return false }
      state.addresses[source] = nil
      return true
    }
  }

  /// Counts a login that failed.
  ///
  /// One that was refused because the store did not work is none, see `LoginRefusal.unavailable`.
  ///
  /// - Parameters:
  ///   - peer: where it came from.
  ///   - name: what the client called itself; one that no account can have counts for the address
  ///     alone.
  ///   - now: the moment.
  /// - Returns: what it costs.
  package func noteFailure(
    of peer: IPAddress?,
    name: [UInt8],
    at now: Duration
  ) -> LoginPenalty {
    let source = Self.source(peer)
    let account = AccountName(utf8: name)
    return state.withLock { state in
      var ofAddress = FailureRecord()
      if let source {
        ofAddress = state.addresses[source] ?? ofAddress
        ofAddress.note(at: now, limits)
        if ofAddress.count >= limits.failuresBeforeBan { ofAddress.ban(at: now, limits) }
        state.addresses[source] = ofAddress
      }
      var ofAccount = FailureRecord()
      if let account {
        ofAccount = state.accounts[account] ?? ofAccount
        ofAccount.note(at: now, limits)
        state.accounts[account] = ofAccount
      }
      return LoginPenalty(
        delay: delay(after: max(ofAddress.count, ofAccount.count)),
        banEnd: ofAddress.banEnd(at: now)
      )
    }
  }

  /// Forgets the failures of an address from which somebody has logged in.
  ///
  /// Those of the account stay until they are old: whoever guesses at it is slowed though its user
  /// comes and goes.
  package func noteSuccess(of peer: IPAddress?) {
    guard let source = Self.source(peer) else { return }
    state.withLock { $0.addresses[source] = nil }
  }

  /// Addresses and accounts that are remembered: at most four times `LoginLimits.recordsMax`.
  package var recordCount: Int {
    state.withLock { $0.addresses.count + $0.accounts.count }
  }

  private func delay(after failures: Int) -> Duration {
    var delay = limits.delayFirst
    for _ in 1..<max(failures, 1) {
      guard delay > .zero, delay < limits.delayMax else { break }
      delay *= 2
    }
    return min(delay, limits.delayMax)
  }

  /// Whom failures are counted for.
  private static func source(_ peer: IPAddress?) -> IPNetwork? {
    guard let address = peer?.canonical else { return nil }
    let length = address.family == .inet ? 32 : 64
    return IPNetwork(containing: address, prefixLength: length)
  }
}
