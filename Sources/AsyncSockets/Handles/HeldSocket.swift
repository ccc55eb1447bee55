internal import Sockets
internal import Synchronization
internal import SystemCalls

/// The socket of an async handle, which is closed at some moment while others still look at it.
///
/// It is used on its loop's thread without further ado, and closed there. Other threads ask and set
/// options meanwhile: each notes itself, and where one is in the middle of a call, the last to
/// leave closes the socket. So a number is never used after its end (Go's `poll.FD`).
@safe
struct HeldSocket: ~Copyable, Sendable {
  // SAFETY: initialised until the word below says that the socket is closed and nobody uses it.
  private nonisolated(unsafe) let pointer: UnsafeMutablePointer<Socket>
  /// Bit 31: closed.
  ///
  /// The rest: how many threads other than the loop's are in a call.
  private let word = Atomic<UInt32>(0)

  private static let closed: UInt32 = 1 << 31

  init(_ socket: consuming Socket) {
    unsafe pointer = .allocate(capacity: 1)
    // SAFETY: freshly allocated for one.
    unsafe pointer.initialize(to: socket)
  }

  deinit {
    // SAFETY: nobody else has this value, and so nobody is in a call.
    if word.load(ordering: .relaxed) & HeldSocket.closed == 0 {
      unsafe pointer.deinitialize(count: 1)
    }
    unsafe pointer.deallocate()
  }

  /// The socket, on its loop's thread and before `close`.
  @inline(__always)
  var onLoop: Socket {
    unsafeAddress {
      // SAFETY: it is closed on this thread alone, which looks first.
      unsafe UnsafePointer(pointer)
    }
  }

  /// Lends the socket to a call on any thread.
  ///
  /// - Parameters:
  ///   - operation: what an error is told to have happened in.
  ///   - body: must not wait.
  /// - Returns: what `body` returns.
  /// - Throws: `.closed`; what `body` throws.
  func withSocket<R: ~Copyable>(
    _ operation: SocketError.Operation,
    _ body: (borrowing Socket) throws(SocketError) -> R
  ) throws(SocketError) -> R {
    guard enter() else { throw SocketError(.closed, operation: operation) }
    defer { leave() }
    // SAFETY: `leave` is still to come.
    return try unsafe body(pointer.pointee)
  }

  /// Closes the socket, once: on its loop's thread.
  func close() {
    let before = word.bitwiseOr(HeldSocket.closed, ordering: .acquiringAndReleasing).oldValue
    // SAFETY: nobody is in a call, and nobody will be.
    if before == 0 { unsafe pointer.deinitialize(count: 1) }
  }

  /// Hands the socket over, on its loop's thread and instead of closing it; a duplicate where
  /// another thread is in a call.
  ///
  /// - Throws: `.tooManyOpenFiles` where there is no descriptor for a duplicate; the socket is
  ///   closed then.
  func take() throws(SocketError) -> Socket {
    // This call counts before the socket is closed, so that others who leave do not end it.
    word.wrappingAdd(1, ordering: .relaxed)
    let before = word.bitwiseOr(HeldSocket.closed, ordering: .acquiringAndReleasing).oldValue
    // SAFETY: nobody else is in a call, and nobody will be.
    if before == 1 { return unsafe pointer.move() }
    defer { leave() }
    // SAFETY: the last to leave ends it, and this call is yet to leave.
    return try unsafe pointer.pointee.duplicate()
  }

  /// Whether the socket was closed.
  var isClosed: Bool { word.load(ordering: .acquiring) & HeldSocket.closed != 0 }

  private func enter() -> Bool {
    var value = word.load(ordering: .relaxed)
    while value & HeldSocket.closed == 0 {
      let (exchanged, original) = word.weakCompareExchange(
        expected: value,
        desired: value + 1,
        ordering: .acquiring
      )
      if exchanged { return true }
      value = original
    }
    return false
  }

  private func leave() {
    let left = word.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue
    // SAFETY: the socket is closed, and this was the last call.
    if left == HeldSocket.closed { unsafe pointer.deinitialize(count: 1) }
  }
}
