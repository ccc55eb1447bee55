public import EventLoops
public import Sockets
internal import SystemCalls

extension StreamConnection {
  /// The most that is handed to the kernel before the loop's other tasks have their turn, in bytes.
  ///
  /// A peer that reads as fast as this writes would otherwise have the loop for itself.
  public static let writePieceBytesMax = 1 << 20

  /// Writes all of `bytes`, waiting until the kernel has taken every one: send(2).
  ///
  /// - Parameters:
  ///   - bytes: none is no call.
  ///   - deadline: when it gives up.
  /// - Throws: `.brokenPipe` and `.connectionReset` where the peer is gone; `.timedOut`,
  ///   `.cancelled`, `.closed` and `.busy`. `transferred` tells how many bytes the kernel had taken
  ///   before, which the peer may read: what was to be said is cut in two then.
  @inlinable
  public final func write(
    _ bytes: RawSpan,
    deadline: Deadline = .never
  ) async throws(SocketError) {
    let written = try writeAtOnce(bytes)
    if written == bytes.byteCount { return }
    try await write(bytes, from: written, until: deadline)
  }

  /// Writes what another connection, or this one, has received; else as `write(_:deadline:)`.
  ///
  /// - Parameters:
  ///   - received: stays the caller's.
  ///   - deadline: when it gives up.
  /// - Throws: as there.
  @inlinable
  public final func write(
    _ received: borrowing ReceivedBytes,
    deadline: Deadline = .never
  ) async throws(SocketError) {
    try await write(received.bytes, deadline: deadline)
  }

  /// Writes what can be written without waiting: nothing where this is not the loop's thread, or
  /// where the loop's other tasks must have their turn first.
  ///
  /// - Returns: how many bytes were written.
  @usableFromInline
  final func writeAtOnce(_ bytes: RawSpan) throws(SocketError) -> Int {
    guard core.registration.isCurrent, !core.registration.mustYield else { return 0 }
    let failure: WaitFailure
    do throws(WaitFailure) {
      try core.registration.checkFree(.writing)
      guard core.registration.isReady(.writing) else { return 0 }
      let first = bytes.extracting(first: StreamConnection.writePieceBytesMax)
      do throws(Errno) {
        return try System.send(core.held.onLoop.descriptor, first, flags: 0)
      } catch {
        guard error == .wouldBlock else { throw .system(error) }
        core.registration.noteWouldBlock(.writing)
        return 0
      }
    } catch {
      failure = error
    }
    throw SocketError(failure, .send)
  }

  /// Writes the rest, waiting as long as it takes.
  @usableFromInline
  final func write(
    _ bytes: RawSpan,
    from start: Int,
    until deadline: Deadline
  ) async throws(SocketError) {
    var written = start
    do throws(SocketError) {
      try await core.performInSteps(.send, .writing, until: deadline) { socket throws(Errno) in
        let end = min(bytes.byteCount, written + StreamConnection.writePieceBytesMax)
        while written < end {
          let rest = bytes.extracting(written..<end)
          written += try System.send(socket.descriptor, rest, flags: 0)
        }
        return written == bytes.byteCount
      }
    } catch {
      var error = error
      error.transferred = written
      throw error
    }
  }

  /// Ends the writing half: the peer reads to the end. Reading goes on. shutdown(2) `SHUT_WR`.
  ///
  /// It waits for nothing but its turn on the loop. A second call does nothing.
  ///
  /// - Throws: `.notConnected` where the connection is gone; `.closed`.
  public final func finishWriting() async throws(SocketError) {
    try core.held.withSocket(.shutdown) { socket throws(SocketError) in
      try socket.shutdown(.sending)
    }
  }
}
