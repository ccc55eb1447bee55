internal import Accounts
internal import SocketServers
internal import Synchronization

/// The sessions of a server.
final class FTPSessionTable: Sendable {
  private struct State {
    var last: UInt64 = 0
    var records: [FTPSessionID: FTPSessionRecord] = [:]
    var countsByAccount: [AccountID: Int] = [:]
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
    let isAdmitted = state.withLock { state in
      let count = state.countsByAccount[account.id, default: 0]
      if let countMax, count >= countMax { return false }
      state.countsByAccount[account.id] = count + 1
      return true
    }
    if isAdmitted { record.state.withLock { $0.account = account } }
    return isAdmitted
  }

  /// Notes that a session's login counts no more.
  func logOut(_ record: FTPSessionRecord) {
    let account = record.state.withLock { state in
      defer { state.account = nil }
      return state.account
    }
    guard let account else { return }
    state.withLock { state in
      let count = state.countsByAccount[account.id, default: 1] - 1
      state.countsByAccount[account.id] = count > 0 ? count : nil
    }
  }

  /// All, in the order of their coming.
  var records: [FTPSessionRecord] {
    state.withLock { $0.records.values.sorted { $0.id < $1.id } }
  }

  subscript(id: FTPSessionID) -> FTPSessionRecord? {
    state.withLock { $0.records[id] }
  }
}
