internal import ByteStreams

/// Memory for the bytes of a transfer on their way between a socket, which the loop serves, and a
/// file, which another thread may have to.
// SAFETY: it has one user at a time: the transfer's task, or the thread of the pool whose call that
// task waits for. A task whose wait was cancelled does not touch it any more.
final class TransferBuffer: @unchecked Sendable {
  /// Large enough that a call for the disk does not count, small enough for many transfers.
  static let bytesMax = 256 << 10
  /// What a transfer begins with whose length nobody knows.
  static let bytesFirst = 64 << 10

  /// The bytes.
  var storage: ByteStorage

  /// - Parameter capacity: how many bytes it can hold, from 1.
  init(capacity: Int) {
    storage = ByteStorage(capacity: max(1, capacity))
  }

  /// How many bytes more fit.
  var freeCapacity: Int { storage.capacity - storage.count }
}
