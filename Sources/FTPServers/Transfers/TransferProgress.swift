internal import Accounts
internal import Synchronization

/// How far a transfer has come: written by the task that transfers, read by others.
final class TransferProgress: Sendable {
  /// Of the file, from the home on.
  let path: [UInt8]
  /// How many bytes there will be; nil where nobody knows.
  let totalBytes: Int64?
  /// Whose it is; the session may be another's before it ends.
  let account: Account?
  let isEncrypted: Bool
  let isText: Bool
  let began = ContinuousClock.now
  /// The data connection of an upload that was refused in the middle, until it is drained.
  private let refused = Mutex<DataConnection?>(nil)
  private let counted = Atomic<Int64>(0)
  private let ended = Atomic(false)

  init(path: [UInt8], totalBytes: Int64?, account: Account?, isEncrypted: Bool, isText: Bool) {
    self.path = path
    self.totalBytes = totalBytes
    self.account = account
    self.isEncrypted = isEncrypted
    self.isText = isText
  }

  /// How many bytes went over the data connection.
  var bytes: Int64 { counted.load(ordering: .relaxed) }

  /// Counts bytes.
  func add(_ count: Int) {
    counted.wrappingAdd(Int64(count), ordering: .relaxed)
  }

  /// Keeps a data connection to be drained.
  func refuse(_ data: DataConnection) { refused.withLock { $0 = data } }

  /// The data connection to be drained, once.
  func takeRefused() -> DataConnection? { refused.withLock { $0.take() } }

  /// Whether the transfer has ended.
  var hasEnded: Bool { ended.load(ordering: .acquiring) }

  /// Notes that it has.
  func end() {
    ended.store(true, ordering: .releasing)
  }
}
