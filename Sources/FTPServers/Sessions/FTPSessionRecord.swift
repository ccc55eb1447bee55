internal import Accounts
internal import AsyncSockets
internal import EventLoops
package import SocketAddresses
internal import SocketServers
internal import Synchronization

/// The number of a session at its server.
package struct FTPSessionID: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }
}

/// Why a session ends.
package enum FTPSessionEnd: String, Hashable, Sendable, CaseIterable {
  case quit, lost, idle, loginTooSlow, failedLogins, shutdown, administrator, accountChanged,
    refused, protocolViolation
}

/// What a server tells of one of its sessions.
package struct FTPSessionSummary: Sendable {
  package var id: FTPSessionID
  package var peer: IPAddress?
  /// Nil before the login.
  package var name: String?
  package var isEncrypted: Bool
  /// What it does: a command, or nothing.
  package var activity: String?
  /// The path of the transfer that runs.
  package var path: [UInt8]?
  /// Of the transfer that runs.
  package var transferredBytes: Int64
  /// Of the transfer that runs, where that is known.
  package var totalBytes: Int64?
  /// How long the transfer, or the session where none runs, has lasted.
  package var duration: Duration
}

/// A session as others see it: what it does, and that it is to end.
final class FTPSessionRecord: Sendable {
  struct State {
    var account: Account?
    var isEncrypted = false
    var transfer: TransferProgress?
    var activity: String?
    /// Why it is to end.
    var end: FTPSessionEnd?
    /// Is told that it is to end, while the session does not listen.
    var watcher: Waiter<Void>?

    /// Whose it is: who is logged in, and whose transfer runs, which goes on when the login has
    /// ended (REIN, USER).
    var accounts: [Account] { [account, transfer?.account].compactMap(\.self) }
    /// The same, each once.
    var accountIDs: Set<AccountID> { Set(accounts.map(\.id)) }
  }

  let id: FTPSessionID
  let peer: IPAddress?
  let began = ContinuousClock.now
  let state = Mutex(State())
  private let transport: StreamConnection
  /// Whether it waits for a command: other reads, as in a handshake, are not to be interrupted.
  let isListening = Atomic(false)

  init(_ id: FTPSessionID, of connection: ServerConnection) {
    self.id = id
    peer = connection.peer?.ip?.canonical
    transport = connection.transport
  }

  /// Asks the session to end, from anywhere; the first reason counts.
  func end(for reason: FTPSessionEnd) {
    let watcher = state.withLock { state in
      state.end = state.end ?? reason
      return state.watcher.take()
    }
    watcher?.give(())
    wake()
  }

  /// Waits until the session is to end, or the task is cancelled.
  func waitForEnd() async {
    let watcher = Waiter<Void>()
    await watcher.wait(cancelled: ()) {
      let isOver = state.withLock { state in
        if state.end == nil { state.watcher = watcher }
        return state.end != nil
      }
      if isOver { watcher.give(()) }
    } leave: { [self] in
      state.withLock { $0.watcher = nil }
    }
  }

  /// Why it is to end, if it is.
  var end: FTPSessionEnd? { state.withLock { $0.end } }

  /// Wakes the session from its wait for a command; one that does not wait looks by itself before
  /// it waits again.
  func wake() {
    transport.interruptReading { [self] in isListening.load(ordering: .relaxed) }
  }

  var summary: FTPSessionSummary {
    state.withLock { state in
      FTPSessionSummary(
        id: id,
        peer: peer,
        name: state.account?.name.text,
        isEncrypted: state.isEncrypted,
        activity: state.activity,
        path: state.transfer?.path,
        transferredBytes: state.transfer?.bytes ?? 0,
        totalBytes: state.transfer?.totalBytes,
        duration: (state.transfer?.began ?? began).duration(to: .now)
      )
    }
  }
}
