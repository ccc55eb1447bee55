internal import Accounts
internal import SocketServers
internal import Synchronization

/// The sessions of a server.
final class FTPSessionTable: Sendable {
  private struct State {
    var last: UInt64 = 0
    var records: [FTPSessionID: FTPSessionRecord] = [:]
    var countsByAccount: [AccountID: Int] = [:]

    /// Changes a session, and counts it for whom it is of then.
    mutating func change(
      _ record: FTPSessionRecord,
      _ body: (inout FTPSessionRecord.State) -> Void
    ) {
      let (before, after) = record.state.withLock { record in
        let before = record.accountIDs
        body(&record)
        return (before, record.accountIDs)
      }
      guard before != after else { return }
      for id in after.subtracting(before) { countsByAccount[id, default: 0] += 1 }
      for id in before.subtracting(after) {
        let count = countsByAccount[id, default: 1] - 1
        countsByAccount[id] = count > 0 ? count : nil
      }
    }
  }

  private let state = Mutex(State())

  /// A new session.
  func add(_ connection: ServerConnection) -> FTPSessionRecord {
    state.withLock { state in
      state.last += 1
      let record = FTPSessionRecord(FTPSessionID(rawValue: state.last), of: connection)
      state.records[record.id] = record
      return record
    }
  }

  /// Forgets a session that has ended, and its login.
  func remove(_ record: FTPSessionRecord) {
    logOut(record)
    state.withLock { $0.records[record.id] = nil }
  }

  /// Notes a login, unless the account has as many sessions as it may.
  ///
  /// - Parameters:
  ///   - record: the session.
  ///   - account: whose it is from now on.
  ///   - countMax: how many sessions the account may have; nil is without limit.
  /// - Returns: whether it may.
  func logIn(_ record: FTPSessionRecord, as account: Account, countMax: Int?) -> Bool {
    state.withLock { state in
      let isCounted = record.state.withLock { $0.accountIDs.contains(account.id) }
      let count = state.countsByAccount[account.id, default: 0]
      if !isCounted, let countMax, count >= countMax { return false }
      state.change(record) { $0.account = account }
      return true
    }
  }

  /// Notes that a session's login counts no more; the account of a transfer that still runs has the
  /// session until that ends.
  func logOut(_ record: FTPSessionRecord) {
    state.withLock { $0.change(record) { $0.account = nil } }
  }

  /// Notes that a transfer begins, and whose it is.
  func begin(_ transfer: TransferProgress, of record: FTPSessionRecord) {
    state.withLock { $0.change(record) { $0.transfer = transfer } }
  }

  /// Notes that a session's transfer has ended.
  func endTransfer(of record: FTPSessionRecord) {
    state.withLock { $0.change(record) { $0.transfer = nil } }
  }

  /// All, in the order of their coming.
  var records: [FTPSessionRecord] {
    state.withLock { $0.records.values.sorted { $0.id < $1.id } }
  }

  subscript(id: FTPSessionID) -> FTPSessionRecord? {
    state.withLock { $0.records[id] }
  }
}
