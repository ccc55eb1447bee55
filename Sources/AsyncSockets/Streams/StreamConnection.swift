public import ByteStreams
public import EventLoops
public import Sockets

// SAFETY: nothing here changes.
/// A connection that carries a stream of bytes: what TCP and Unix stream connections have in
/// common.
///
/// It is a `ByteStream`, so that readers, writers, framing and TLS stand on it, and has the calls
/// of a socket (`SocketCalls`) beside it.
public class StreamConnection: SocketHandle, SocketCalls, ByteStream, @unchecked Sendable {
  /// Whose it is, as accept(2) told: for a Unix socket unnamed, mostly; nil for a connection that
  /// was not accepted.
  public final let peer: SocketAddress?

  override init(_ socket: consuming Socket, on loop: EventLoop?) throws(SocketError) {
    peer = nil
    try super.init(socket, on: loop)
  }

  init(_ accepted: consuming AcceptedSocket, on loop: EventLoop) {
    peer = accepted.peer
    super.init(core: SocketCore(accepted.socket, on: loop))
  }

  /// Reads into the free part of `buffer`; as `read(into:deadline:)`, without a deadline.
  public final func read(into buffer: inout OutputRawSpan) async throws(SocketError) -> Int {
    try await read(into: &buffer, deadline: .never)
  }

  /// Waits until a read would not wait; as `waitForBytes(deadline:)`, without a deadline.
  public final func waitForBytes() async throws(SocketError) {
    guard try prepareToWaitForBytes(#isolation) else {
      return try await waitForBytes(deadline: .never)
    }
    // SAFETY: as in `receive`.
    let wake = unsafe await _unsafeInheritExecutor_withUnsafeContinuation { waiter in
      unsafe park(waiter)
    }
    try endWait(wake)
  }

  /// Does nothing, where the transport has nothing to do for it.
  public func expectHandshake(_ isExpected: Bool) {}

  /// Writes all of `bytes`; as `write(_:deadline:)`, without a deadline.
  @inlinable
  public final func write(_ bytes: RawSpan) async throws(SocketError) {
    try await write(bytes, deadline: .never)
  }
}
