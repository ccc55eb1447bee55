internal import Accounts
internal import EventLoops
internal import Synchronization

/// Ends the sessions of accounts that were removed, disabled, or given another password or home,
/// by this process or another, as soon as that is seen.
struct AccountWatch: Sendable {
  /// How often the store is asked whether anything has changed, which takes it a tenth of a
  /// millisecond.
  static let interval = Duration.seconds(1)

  let server: FTPServerState
  let loop: EventLoop

  /// Watches until the task is cancelled.
  func run() async {
    var seen: Int64?
    while !Task.isCancelled {
      do {
        seen = try await look(since: seen)
      } catch {
        if Task.isCancelled { return }
        server.configuration.report(.failed(nil, "accounts: \(error)"))
      }
      try? await loop.sleep(for: Self.interval)
    }
  }

  /// Ends the sessions of what has changed since a revision; nil only asks for the present one.
  ///
  /// - Returns: the revision that was seen.
  private func look(since revision: Int64?) async throws -> Int64 {
    let store = server.accounts
    let present = try await server.work.pool.run { () throws(AccountError) in
      try store.revision()
    }
    guard let revision, present != revision else { return present }
    let changes = try await server.work.pool.run { () throws(AccountError) in
      try store.changes(since: revision)
    }
    let changed = Set(changes.changed).union(changes.removed)
    for record in server.sessions.records {
      for account in record.state.withLock({ $0.accounts })
      where !changes.isComplete || changed.contains(account.id) {
        let now = try await server.work.pool.run { () throws(AccountError) in
          try store.account(id: account.id)
        }
        if account.mustEnd(becoming: now) { record.end(for: .accountChanged) }
      }
    }
    return changes.revision
  }
}

extension Account {
  /// Whether a session of this account must end because the account is now another, or none.
  ///
  /// Limits and rights that have changed hold from the next login on.
  fileprivate func mustEnd(becoming now: Account?) -> Bool {
    guard let now else { return id.rawValue != 0 }
    return !now.isEnabled || now.home != home || now.access != access || now.networks != networks
      || now.protocols != protocols
  }
}
